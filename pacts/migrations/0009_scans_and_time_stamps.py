"""The day on which a scanned paper was signed by hand; what an authority for time-stamps confirmed."""

import datetime

from django.db import migrations, models

from units.evidence import append_only


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        # SQLite alters a table by making it anew, and loses its triggers by that.
        append_only(schema_editor, "pacts_paperscan", "id")


class Migration(migrations.Migration):
    dependencies = [("pacts", "0008_comment_agreement")]
    operations = [
        migrations.AddField(
            model_name="paperscan",
            name="signed_on",
            # No scan was kept before this.
            field=models.DateField(default=datetime.date(2026, 1, 1), verbose_name="signed on"),
            preserve_default=False,
        ),
        # A column that may be null is added without making the table anew: its guard stays.
        migrations.AddField(
            model_name="signature",
            name="time_stamped_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="time-stamp"),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
