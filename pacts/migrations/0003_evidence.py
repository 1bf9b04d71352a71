from django.db import migrations

from units.evidence import append_only, grow_only


def guard(apps, schema_editor):
    append_only(schema_editor, "pacts_issuedpaper", "id")
    append_only(schema_editor, "pacts_paperrevision", "id")
    append_only(schema_editor, "pacts_paperpage", "id")
    append_only(schema_editor, "pacts_signature", "id")
    grow_only(schema_editor, "pacts_paperfile", "paper_id", "content")


class Migration(migrations.Migration):
    dependencies = [("pacts", "0002_initial")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
