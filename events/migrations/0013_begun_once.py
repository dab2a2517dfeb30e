from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0012_moves_write_no_key")]

    operations = [
        migrations.AddField(
            model_name="event",
            name="key",
            field=models.UUIDField(blank=True, editable=False, null=True),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.UniqueConstraint(fields=("key",), name="event_key_once"),
        ),
    ]
