from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0011_volunteers")]

    operations = [
        migrations.RemoveConstraint(model_name="eventdate", name="event_date_once"),
        migrations.AddConstraint(
            model_name="eventdate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("starts_at__isnull", False)),
                fields=("event", "starts_at"),
                name="event_date_once",
                violation_error_message="This event already has a date that starts then.",
            ),
        ),
    ]
