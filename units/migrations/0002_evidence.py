from django.db import migrations

from units.evidence import append_only


def guard(apps, schema_editor):
    append_only(schema_editor, "units_auditentry", "seq")


class Migration(migrations.Migration):
    dependencies = [("units", "0001_initial")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
