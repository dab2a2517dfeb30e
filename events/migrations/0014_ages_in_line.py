from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0013_begun_once")]

    operations = [
        migrations.AddField(
            model_name="waitlistentry",
            name="ages",
            field=models.CharField(blank=True, max_length=40),
        ),
    ]
