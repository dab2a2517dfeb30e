from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The first alliance admin is asked by the command line, which is nobody's account."""

    dependencies = [("community", "0004_search_index")]

    operations = [
        migrations.AlterField(
            model_name="invitation",
            name="invited_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
    ]
