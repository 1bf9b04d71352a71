from django.db import migrations

from units.evidence import append_only


def guard(apps, schema_editor):
    append_only(schema_editor, "awards_screening", "id")
    append_only(schema_editor, "awards_submission", "id")


class Migration(migrations.Migration):
    dependencies = [("awards", "0002_initial")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
