"""Clauses and targets get identities of their own; the guards of evidence stand again, also on new tables."""

import uuid

from django.db import migrations

from units.evidence import append_only


def tell_apart(apps, schema_editor):
    # The column's default was computed once for all rows that were there.
    for name in ("PactClause", "Target"):
        model = apps.get_model("pacts", name)
        rows = list(model.objects.all())
        for row in rows:
            row.identity = uuid.uuid4()
        model.objects.bulk_update(rows, ["identity"], batch_size=500)


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        # SQLite alters a table by making it anew, and loses its triggers by that.
        for table in ("pacts_issuedpaper", "pacts_paperrevision", "pacts_signature"):
            append_only(schema_editor, table, "id")
    append_only(schema_editor, "pacts_pactdraft", "id")
    append_only(schema_editor, "pacts_paperscan", "id")


class Migration(migrations.Migration):
    dependencies = [("pacts", "0005_pact_life")]
    operations = [
        migrations.RunPython(tell_apart, migrations.RunPython.noop),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
