"""Who acts for a unit that has ended: whoever acts for what succeeded it, from the day on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.reorganisation import EVE, FIRST_DAY, abolish, absorb, do, joins, merge, split
from tests.factories.units import (
    appoint,
    assign,
    head_of,
    make_cluster,
    make_officer,
    make_person,
    make_unit,
    make_user,
    make_year,
)
from units.models import UnitSuccession
from units.permissions import (
    check_acts_for,
    check_heads,
    check_heads_cluster,
    check_officer_of,
    passes,
    standing,
    visible_clusters,
)
from units.queries.authority import NoAuthority, signing_authority
from units.queries.succession import acting_units

pytestmark = pytest.mark.django_db
LATER = FIRST_DAY + timedelta(days=100)


def test_the_officer_acts_for_the_ended_units_from_the_first_day_on():
    one, other, stranger = make_unit(), make_unit(), make_unit()
    (new,) = do(merge(one, other))
    officer = make_officer(new)

    rights = standing(officer, FIRST_DAY)

    assert (rights.officer_of, rights.officer_of_ended) == ({new.pk}, {one.pk, other.pk})
    assert rights.units == {new.pk, one.pk, other.pk}
    assert passes(check_officer_of, officer, one, FIRST_DAY)
    assert not passes(check_officer_of, officer, one, EVE)
    assert not passes(check_officer_of, officer, stranger, FIRST_DAY)
    assert not passes(check_heads, officer, one, FIRST_DAY)


def test_who_headed_the_ended_unit_has_no_right_there_any_more():
    one, other = make_unit(), make_unit()
    head = head_of(one)
    assert passes(check_heads, head, one, EVE)

    do(merge(one, other))

    assert passes(check_heads, head, one, EVE)
    assert not passes(check_heads, head, one, FIRST_DAY)
    assert not passes(check_acts_for, head, one, FIRST_DAY)


def test_the_head_finishes_for_the_ended_unit_but_does_not_sign_for_it():
    one, other = make_unit(), make_unit()
    (new,) = do(merge(one, other))
    head = head_of(new)

    rights = standing(head, FIRST_DAY)

    assert (rights.heads, rights.heads_ended) == ({new.pk}, {one.pk, other.pk})
    assert passes(check_heads, head, one, FIRST_DAY)
    assert isinstance(signing_authority(one, FIRST_DAY), NoAuthority)


def test_a_deputy_reads_for_the_ended_unit_and_neither_submits_nor_edits():
    one, other = make_unit(), make_unit()
    (new,) = do(merge(one, other))
    deputy = head_of(new, "deputy")

    assert passes(check_acts_for, deputy, one, FIRST_DAY)
    assert not passes(check_heads, deputy, one, FIRST_DAY)
    assert not passes(check_officer_of, deputy, one, FIRST_DAY)


def test_the_chain_may_be_long_and_costs_no_further_query():
    first, lone = make_unit(), make_unit()
    chain, day = [first], FIRST_DAY
    for _step in range(4):
        chain += do(merge(chain[-1], make_unit(), effective_on=day))
        day += timedelta(days=1)
    officer, other = make_officer(chain[-1]), make_officer(lone)

    with CaptureQueriesContext(connection) as far:
        rights = standing(officer, day)
    with CaptureQueriesContext(connection) as near:
        standing(other, day)

    assert {unit.pk for unit in chain[:-1]} < rights.officer_of_ended
    assert len(far) == len(near)


def test_after_a_split_both_act_for_the_ended_unit_and_after_an_abolition_nobody_does():
    parted, abolished = make_unit(), make_unit()
    first, second = do(split(parted))
    do(abolish(abolished))

    assert acting_units([parted.pk], FIRST_DAY) == {first.pk, second.pk}
    assert acting_units([parted.pk], EVE) == {parted.pk}
    assert acting_units([abolished.pk], FIRST_DAY) == set()
    assert passes(check_officer_of, make_officer(second), parted, FIRST_DAY)


def test_tasks_passed_on_count_only_where_the_unit_has_ended():
    ended, living, successor = make_unit(valid_to=EVE), make_unit(), make_unit()
    for unit in (ended, living):
        UnitSuccession.objects.create(
            predecessor=unit, successor=successor, kind="transfer", effective_on=FIRST_DAY
        )

    assert standing(make_officer(successor), FIRST_DAY).officer_of_ended == {ended.pk}


def test_a_circle_in_the_records_ends():
    one, other = make_unit(valid_to=EVE), make_unit(valid_to=EVE)
    for pair in ((one, other), (other, one)):
        UnitSuccession.objects.create(
            predecessor=pair[0], successor=pair[1], kind="merge", effective_on=FIRST_DAY
        )

    assert acting_units([one.pk], FIRST_DAY) == set()
    assert standing(make_officer(one), FIRST_DAY).ended == {one.pk, other.pk}


def test_leading_a_cluster_is_the_ended_unit_s_own():
    one, other = make_unit(), make_unit()
    cluster = make_cluster(make_year(2025), [one, other], leader=one)
    (new,) = do(merge(one, other, clusters=(joins(cluster),)))
    head = head_of(new)
    # A leadership that somebody wrongly left open gives nothing either.
    cluster.leaderships.update(valid_to=None)

    assert not passes(check_heads_cluster, head, cluster, FIRST_DAY)


def test_people_outside_the_procuracy_still_read_the_clusters_of_what_they_succeeded():
    one, other = make_unit(kind="outside"), make_unit(kind="outside")
    past = make_cluster(make_year(2024), [one])
    user = make_user(make_person())
    assign(user.person, other)

    do(absorb(one, by=other))

    assert list(visible_clusters(user, EVE)) == []
    assert list(visible_clusters(user, FIRST_DAY)) == [past]


def test_case_15_rights_follow_the_date():
    one, other = make_unit(), make_unit()
    officer = make_officer(one)
    next_head = make_user()
    (new,) = do(merge(one, other))
    appoint(next_head.person, new, valid_from=LATER)

    assert [passes(check_officer_of, officer, new, day) for day in (EVE, FIRST_DAY, LATER)] == [
        False, True, True,
    ]  # fmt: skip
    assert [passes(check_heads, next_head, one, day) for day in (EVE, FIRST_DAY, LATER)] == [
        False, False, True,
    ]  # fmt: skip
    assert passes(check_officer_of, officer, one, date(2024, 1, 1))
