"""The whole country for ten years: the same number of queries as for a handful, answered by indexes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories.units import make_officer, make_unit
from units.models import (
    Appointment,
    Assignment,
    Cluster,
    ClusterLeadership,
    ClusterMembership,
    ClusterWord,
    EmulationYear,
    Person,
    PersonWord,
    Unit,
    UnitName,
    UnitSuccession,
    UnitWord,
    User,
)
from units.panels import found
from units.queries import answers
from units.text import person_sort_key, search_form, sort_key, words

YEARS = range(2017, 2027)
UNITS, PEOPLE, IN_A_CLUSTER = 2_000, 20_000, 8
DAY = date(2026, 6, 1)
FAMILIES = "Nguyễn Trần Lê Phạm Hoàng Phan Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Mai Cao Tô Lương Trịnh"
MIDDLES = "Văn Thị Minh Quốc Thanh Ngọc Đình Hữu Xuân Thu Bảo Gia Kim Anh Đức Công Mạnh Tuấn Hải Hoài"
GIVENS = (
    "An Bình Chi Dũng Đạt Giang Hà Hạnh Hiếu Hoa Hòa Hùng Hương Khánh Lan Linh Long Lộc Mai Nam Nga Nghĩa Nhung "
    "Oanh Phong Phúc Phương Quang Quân Quyên Sang Sơn Tâm Tân Thảo Thắng Thủy Toàn Trang Trung Tú Tùng Tuyết "
    "Uyên Vân Việt Vinh Vy Xuyến Yến"
)
# PostgreSQL reads a table of a few pages whole where it finds that as cheap as an index, and which it finds
# cheaper changes with what else lies in its pages. The question is whether an index can answer, so reading
# whole is priced out of reach: where a plan still does it, there is no such index.
BY_INDEX_WHERE_ONE_ANSWERS = "SET LOCAL enable_seqscan = off"
# The tables that grow with the country; the rest has a few rows whatever happens.
LARGE = {
    model._meta.db_table
    for model in (
        Unit, UnitName, UnitSuccession, UnitWord, Cluster, ClusterWord, ClusterMembership, ClusterLeadership,
        Person, PersonWord, Assignment, Appointment,
    )
}  # fmt: skip


@dataclass(frozen=True)
class Country:
    reader: User
    unit: Unit


@pytest.fixture(scope="module")
def asked_of_few(rows_of_module) -> dict[str, int]:
    """How often each question asks of a handful, which is gone again before the country is built."""
    with transaction.atomic():
        few = build(units=16, people=2_000)
        counted = {name: len(asked(few, name)) for name in QUESTIONS}
        transaction.set_rollback(True)
    return counted


@pytest.fixture(scope="module")
def country(asked_of_few) -> Country:
    return build(UNITS, PEOPLE)


def build(units: int, people: int) -> Country:
    """Units in clusters of eight for ten years, one predecessor each, a head each, people in all of them."""
    supreme = make_unit("VKSND tối cao", "supreme", code="VKSNDTC")
    supreme.names.create(full_name=supreme.name, short_name=supreme.short_name)
    reader = make_officer(supreme, "central_officer")
    rows = _units(units, supreme)
    _clusters(rows, supreme)
    _people(people, rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return Country(reader, rows[units // 2])


def _units(count: int, supreme: Unit) -> list[Unit]:
    places = FAMILIES.split()
    names = [f"VKSND khu vực {number} - tỉnh {places[number % 20]}" for number in range(1, count + 1)]
    rows = Unit.objects.bulk_create(
        Unit(
            code=f"KV{number}", kind="region", parent=supreme, name=name, short_name=name,
            search_text=search_form(name), sort_key=sort_key(name),
        )
        for number, name in enumerate(names, start=1)
    )  # fmt: skip
    UnitName.objects.bulk_create(
        UnitName(unit=row, full_name=row.name, short_name=row.short_name) for row in rows
    )
    _words(UnitWord, {row.pk: row.name for row in rows})
    UnitSuccession.objects.bulk_create(
        UnitSuccession(predecessor=old, successor=new, kind="merge", effective_on=date(2025, 7, 1))
        for old, new in zip(rows, rows[1:], strict=False)
    )
    return rows


def _clusters(units: list[Unit], organiser: Unit) -> None:
    groups = [units[first : first + IN_A_CLUSTER] for first in range(0, len(units), IN_A_CLUSTER)]
    for year in EmulationYear.objects.bulk_create(EmulationYear(organiser=organiser, year=y) for y in YEARS):
        clusters = Cluster.objects.bulk_create(
            Cluster(year=year, kind="cum", number=number, name=f"Cụm thi đua số {number}")
            for number in range(1, len(groups) + 1)
        )
        _words(ClusterWord, {row.pk: f"{row.name} {year.year}" for row in clusters})
        placed = [
            (cluster, unit, position)
            for cluster, members in zip(clusters, groups, strict=True)
            for position, unit in enumerate(members, start=1)
        ]
        ClusterMembership.objects.bulk_create(
            ClusterMembership(cluster=cluster, unit=unit, position=position)
            for cluster, unit, position in placed
        )
        ClusterLeadership.objects.bulk_create(
            ClusterLeadership(cluster=cluster, unit=unit, role={1: "truong", 2: "pho"}[position])
            for cluster, unit, position in placed
            if position <= 2
        )


def _people(count: int, units: list[Unit]) -> None:
    names = [" ".join(parts) for parts in product(FAMILIES.split(), MIDDLES.split(), GIVENS.split())][:count]
    people = Person.objects.bulk_create(
        (
            Person(full_name=name, search_text=search_form(name), sort_key=person_sort_key(name))
            for name in names
        ),
        batch_size=1_000,
    )
    _words(PersonWord, {row.pk: row.full_name for row in people})
    Assignment.objects.bulk_create(
        (Assignment(person=row, unit=units[place % len(units)]) for place, row in enumerate(people)),
        batch_size=1_000,
    )
    Appointment.objects.bulk_create(
        Appointment(person=person, unit=unit, capacity="head", position_title="Viện trưởng")
        for person, unit in zip(people, units, strict=False)
    )


def _words(model, texts: dict[int, str]) -> None:
    rows = (model(owner_id=pk, word=word) for pk, text in texts.items() for word in words(text))
    model.objects.bulk_create(rows, batch_size=2_000)


QUESTIONS: dict[str, Callable[[Country], object]] = {
    "roster": lambda country: answers.cluster_roster(organiser="VKSNDTC", kind="cum", number=1, on=DAY),
    "unit history": lambda country: answers.unit_history(country.unit.name),
    "who signs": lambda country: answers.who_signs(country.unit.code, DAY),
    "search for a unit": lambda country: found(country.unit.short_name, country.reader, DAY),
    "search for a person": lambda country: found("nguyen van an", country.reader, DAY),
}


def asked(country: Country, name: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        answer = QUESTIONS[name](country)
    assert answer, name
    return [query["sql"] for query in captured]


def whole_tables(sql: str) -> Iterator[str]:
    """The large tables that no index answers for: they would be read from end to end."""
    return _whole_in_postgresql(sql) if connection.vendor == "postgresql" else _whole_in_sqlite(sql)


def _whole_in_postgresql(sql: str) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(BY_INDEX_WHERE_ONE_ANSWERS)
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}")
        plan = cursor.fetchone()[0]
    for step in _steps((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]):
        if step["Node Type"] == "Seq Scan" and step["Relation Name"] in LARGE:
            yield f"{step['Relation Name']}: {step['Node Type']}"


def _steps(step: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield step
    for inner in step.get("Plans", ()):
        yield from _steps(inner)


def _whole_in_sqlite(sql: str) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        steps = [row[3] for row in cursor.fetchall() if row[3].startswith("SCAN ")]
    aliases = {alias: table for table in LARGE for alias in (table, *_aliases(sql, table))}
    for step in steps:
        named = {aliases.get(word) for word in step.replace('"', "").split()} - {None}
        yield from (f"{table}: {step.strip()}" for table in named)


def _aliases(sql: str, table: str) -> list[str]:
    return [part.split()[0].rstrip(")") for part in sql.replace('"', "").split(f" {table} ")[1:]]


@pytest.mark.django_db
def test_a_query_that_reads_a_whole_table_would_be_noticed(country):
    seen = [
        len(list(whole_tables(sql)))
        for sql in (
            "SELECT * FROM units_assignment WHERE position_title = 'Kiểm sát viên'",
            "SELECT p.* FROM units_person p WHERE p.search_text LIKE '%van%'",
            "SELECT * FROM units_unit WHERE id = 7",
        )
    ]

    assert seen == [1, 1, 0]


@pytest.mark.django_db
def test_the_whole_country_for_ten_years_takes_the_same_queries_as_a_handful_and_indexes_only(
    asked_of_few, country
):
    queries = {name: asked(country, name) for name in QUESTIONS}

    assert {name: len(sqls) for name, sqls in queries.items()} == asked_of_few
    read_whole = {
        name: [step for sql in sqls for step in whole_tables(sql)] for name, sqls in queries.items()
    }
    assert read_whole == {name: [] for name in QUESTIONS}
