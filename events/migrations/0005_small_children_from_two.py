"""Children under two have a band of their own now; what was said as "0 to 5" is read as the older of the two."""

from typing import Any

from django.db import migrations


def split(apps: Any, _editor: Any) -> None:
    apps.get_model("events", "Person").objects.filter(age_band="0-5").update(age_band="2-5")


def join(apps: Any, _editor: Any) -> None:
    apps.get_model("events", "Person").objects.filter(age_band__in=["0-1", "2-5"]).update(age_band="0-5")


class Migration(migrations.Migration):
    dependencies = [("events", "0004_households_questions")]
    operations = [migrations.RunPython(split, join)]
