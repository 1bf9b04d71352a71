"""Fill the tables of words from the names that are on record."""

from django.db import migrations

from units.text import words


def fill(apps, schema_editor):
    Unit, UnitName = apps.get_model("units", "Unit"), apps.get_model("units", "UnitName")
    texts = {unit.pk: f"{unit.name} {unit.short_name}" for unit in Unit.objects.iterator()}
    for name in UnitName.objects.iterator():
        texts[name.unit_id] += f" {name.full_name} {name.short_name}"
    record(apps.get_model("units", "UnitWord"), texts)
    people = apps.get_model("units", "Person").objects
    record(apps.get_model("units", "PersonWord"), dict(people.values_list("pk", "full_name")))
    clusters = apps.get_model("units", "Cluster").objects.values_list("pk", "name", "year__year")
    record(apps.get_model("units", "ClusterWord"), {pk: f"{name} {year}" for pk, name, year in clusters})


def record(model, texts):
    rows = [model(owner_id=pk, word=word[:60]) for pk, text in texts.items() for word in words(text)]
    # Two long words may be one when cut to the width of the column.
    model.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("units", "0004_organisation_through_time")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
