"""Who may sign for a unit on a day: every branch, with its reason."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.factories.units import appoint, assign, authorise, make_person, make_unit
from units.models import Unit, UnitPlacement
from units.queries.authority import (
    Authority,
    authority_of,
    signers,
    signing_authorities,
    signing_authority,
    units_signed_for,
)

DAY = date(2026, 3, 10)
EVE, NEXT = DAY - timedelta(days=1), DAY + timedelta(days=1)
PERIOD = {"valid_from": date(2026, 3, 1), "valid_to": date(2026, 3, 31)}
NO_HEAD = "No head of the unit is on record for this day."
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _language_of_the_source():
    with translation.override("en"):
        yield


@pytest.fixture
def unit() -> Unit:
    return make_unit("VKSND tỉnh Phú Yên", head_title="Viện trưởng")


def deputy(unit: Unit, name: str = "Trần Thị Phó", **values):
    person = make_person(name)
    appoint(person, unit, "deputy", position_title="Phó Viện trưởng", **values)
    return person


def said(answer) -> tuple[str, ...]:
    """The person and the lines of the paper, or the reason."""
    if isinstance(answer, Authority):
        return answer.person.full_name, *answer.capacity_lines
    return (answer.reason,)


# --- who is asked


def test_the_head_is_asked_with_decision_and_last_day(unit):
    appoint(make_person("Lê An"), unit, decision="QĐ 5", valid_to=date(2026, 12, 31))

    answer = signing_authority(unit, DAY)

    assert said(answer) == ("Lê An", "VIỆN TRƯỞNG")
    assert (answer.title, answer.basis, answer.until) == ("Viện trưởng", "QĐ 5", date(2026, 12, 31))


def test_an_acting_head_is_asked_as_such(unit):
    appoint(make_person("Lê An"), unit, "acting_head")

    assert said(signing_authority(unit, DAY)) == ("Lê An", "Q. VIỆN TRƯỞNG")


@pytest.mark.parametrize("day", [EVE, NEXT])
def test_nobody_signs_for_a_unit_that_does_not_exist_on_the_day(day):
    unit = make_unit(valid_from=DAY, valid_to=DAY)
    appoint(make_person(), unit)

    assert said(signing_authority(unit, day)) == ("The unit does not exist on this day.",)
    assert signers(unit, day) == []


def test_two_heads_on_record_are_told_and_nobody_signs(unit):
    first, second = make_person(), make_person()
    appoint(first, unit)
    appoint(second, unit)
    authorise(deputy(unit), unit, is_for_absence=True, **PERIOD)

    reason = "Two heads of the unit are on record for this day."
    assert said(signing_authority(unit, DAY)) == (reason,)
    assert said(authority_of(first, unit, DAY)) == (reason,)
    assert signers(unit, DAY) == []


def test_a_head_whose_term_is_not_known_is_no_head(unit):
    appoint(make_person(), unit, bounds_known=False)

    assert said(signing_authority(unit, DAY)) == (NO_HEAD,)


def test_a_head_who_left_the_sector_is_not_asked_and_it_is_said(unit):
    appoint(make_person("Lê An", left_on=EVE), unit)

    assert said(signing_authority(unit, DAY)) == ("Lê An left the sector on 09/03/2026.",)


def test_the_last_working_day_is_a_working_day(unit):
    appoint(make_person("Lê An", left_on=DAY), unit)

    assert said(signing_authority(unit, DAY)) == ("Lê An", "VIỆN TRƯỞNG")


def test_an_authorisation_beside_a_present_head_does_not_change_who_is_asked(unit):
    appoint(make_person("Lê An"), unit)
    authorise(deputy(unit), unit)

    assert said(signing_authority(unit, DAY)) == ("Lê An", "VIỆN TRƯỞNG")


def test_case_20_while_the_head_is_away_the_deputy_is_asked_by_the_document(unit):
    appoint(make_person("Lê An"), unit)
    authorise(deputy(unit), unit, is_for_absence=True, document="TB số 7", **PERIOD)

    answer = signing_authority(unit, DAY)

    assert said(answer) == ("Trần Thị Phó", "KT. VIỆN TRƯỞNG", "PHÓ VIỆN TRƯỞNG")
    assert answer.capacity_text == "KT. VIỆN TRƯỞNG / PHÓ VIỆN TRƯỞNG"
    assert (answer.title, answer.basis, answer.until) == ("Phó Viện trưởng", "TB số 7", date(2026, 3, 31))


@pytest.mark.parametrize("day", [date(2026, 2, 28), date(2026, 4, 1)])
def test_before_and_after_the_absence_the_head_is_asked(unit, day):
    appoint(make_person("Lê An"), unit)
    authorise(deputy(unit), unit, is_for_absence=True, **PERIOD)

    assert said(signing_authority(unit, day)) == ("Lê An", "VIỆN TRƯỞNG")


def test_two_who_stand_in_on_one_day_are_told_and_none_is_asked(unit):
    for name in ("Một", "Hai"):
        authorise(deputy(unit, name), unit, is_for_absence=True, **PERIOD)

    assert said(signing_authority(unit, DAY)) == (
        "Two people who stand in for the head are on record for this day.",
    )


def test_who_stands_in_and_left_the_sector_is_not_asked(unit):
    appoint(make_person(), unit)
    person = deputy(unit)
    authorise(person, unit, is_for_absence=True, **PERIOD)
    person.left_on = EVE
    person.save()

    assert said(signing_authority(unit, DAY)) == ("Trần Thị Phó left the sector on 09/03/2026.",)


def test_who_stands_in_and_is_a_deputy_no_longer_is_not_asked(unit):
    appoint(make_person(), unit)
    authorise(deputy(unit, valid_to=EVE), unit, is_for_absence=True, **PERIOD)

    assert said(signing_authority(unit, DAY)) == (
        "Trần Thị Phó is authorised to sign KT., and is no deputy of the unit on this day.",
    )


def test_where_no_head_is_on_record_the_authorised_deputy_is_asked(unit):
    authorise(deputy(unit), unit)

    assert said(signing_authority(unit, DAY)) == ("Trần Thị Phó", "KT. VIỆN TRƯỞNG", "PHÓ VIỆN TRƯỞNG")


def test_where_no_head_is_on_record_a_deputy_goes_before_an_order(unit):
    clerk = make_person()
    assign(clerk, unit)
    authorise(clerk, unit, "TL", position_title="Chánh Văn phòng")
    authorise(deputy(unit), unit)

    assert said(signing_authority(unit, DAY))[0] == "Trần Thị Phó"


def test_where_no_head_is_on_record_one_of_two_deputies_is_not_chosen(unit):
    for name in ("Một", "Hai"):
        authorise(deputy(unit, name), unit)

    sentence = "Several people are authorised; which of them stands in for the head is not on record."
    assert said(signing_authority(unit, DAY)) == (f"{NO_HEAD} {sentence}",)


def test_of_two_documents_of_one_person_the_longer_is_cited(unit):
    person = deputy(unit)
    authorise(person, unit, document="Ngắn", **PERIOD)
    authorise(person, unit, document="Dài")

    assert signing_authority(unit, DAY).basis == "Dài"


def test_where_nothing_holds_the_reason_says_of_whom(unit):
    authorise(deputy(unit, valid_to=EVE), unit)

    reason = "Trần Thị Phó is authorised to sign KT., and is no deputy of the unit on this day."
    assert said(signing_authority(unit, DAY)) == (f"{NO_HEAD} {reason}",)


def test_signing_for_a_collective_stands_in_for_no_head(unit):
    authorise(deputy(unit), unit, "TM", collective="Ủy ban kiểm sát")

    assert said(signing_authority(unit, DAY)) == (NO_HEAD,)


def test_the_title_of_an_unknown_head_is_not_invented():
    unit = make_unit()
    authorise(deputy(unit), unit)

    assert said(signing_authority(unit, DAY)) == (
        f"{NO_HEAD} The title of the unit's head is not on record.",
    )


def test_the_title_of_the_head_on_record_is_used_where_the_unit_names_none():
    unit = make_unit()
    appoint(make_person(), unit, "acting_head", position_title="Vụ trưởng")
    authorise(deputy(unit), unit, is_for_absence=True, **PERIOD)

    assert said(signing_authority(unit, DAY))[1] == "KT. VỤ TRƯỞNG"


# --- by order and by authorisation


@pytest.mark.parametrize(("form", "line"), [("TL", "TL. VIỆN TRƯỞNG"), ("TUQ", "TUQ. VIỆN TRƯỞNG")])
def test_who_works_in_the_unit_or_below_signs_by_order_or_authorisation(unit, form, line):
    room = make_unit("Phòng 1", "department", make_unit(parent=unit))
    person = make_person("Vũ Trưởng Phòng")
    assign(person, room)
    authorise(person, unit, form, position_title="Trưởng phòng", **PERIOD)

    assert said(authority_of(person, unit, DAY)) == ("Vũ Trưởng Phòng", line, "TRƯỞNG PHÒNG")


@pytest.mark.parametrize("capacity", ["head", "deputy"])
def test_a_post_below_the_unit_counts_as_working_there(unit, capacity):
    person = make_person()
    appoint(person, make_unit("Phòng 1", "department", unit), capacity)
    authorise(person, unit, "TL")

    assert isinstance(authority_of(person, unit, DAY), Authority)


def test_who_works_elsewhere_does_not_sign_by_order(unit):
    person = make_person("Người Lạ")
    assign(person, make_unit())
    authorise(person, unit, "TL")

    assert said(authority_of(person, unit, DAY)) == (
        "Người Lạ is authorised, and does not work in the unit or below it on this day.",
    )


def test_a_room_that_came_below_another_unit_later_still_counts_for_the_day(unit):
    room = make_unit("Phòng 1", "department", make_unit())
    UnitPlacement.objects.create(unit=room, parent=unit, valid_to=DAY)
    person = make_person()
    assign(person, room)
    authorise(person, unit, "TL")

    assert isinstance(authority_of(person, unit, DAY), Authority)
    assert not isinstance(authority_of(person, unit, NEXT), Authority)


# --- for a collective


def test_the_head_signs_for_a_collective_with_its_name(unit):
    head = make_person("Lê An")
    appoint(head, unit, "acting_head")
    authorise(head, unit, "TM", position_title="Viện trưởng", collective="Ủy ban kiểm sát")

    assert [said(it) for it in signers(unit, DAY)] == [
        ("Lê An", "Q. VIỆN TRƯỞNG"),
        ("Lê An", "TM. ỦY BAN KIỂM SÁT", "Q. VIỆN TRƯỞNG"),
    ]


def test_a_deputy_signs_for_a_collective_and_for_its_head(unit):
    person = deputy(unit)
    authorise(person, unit, "TM", collective="Ủy ban kiểm sát")

    assert said(authority_of(person, unit, DAY))[1:] == (
        "TM. ỦY BAN KIỂM SÁT",
        "KT. VIỆN TRƯỞNG",
        "PHÓ VIỆN TRƯỞNG",
    )


def test_who_does_not_lead_the_unit_signs_for_no_collective(unit):
    person = make_person("Lê An")
    assign(person, unit)
    authorise(person, unit, "TM", collective="Ủy ban kiểm sát")

    assert said(authority_of(person, unit, DAY)) == (
        "Lê An is authorised to sign TM., and does not lead the unit on this day.",
    )


# --- may this person?


def test_the_head_may_always_sign_also_while_somebody_stands_in(unit):
    head = make_person("Lê An")
    appoint(head, unit)
    authorise(deputy(unit), unit, is_for_absence=True, **PERIOD)

    assert said(authority_of(head, unit, DAY)) == ("Lê An", "VIỆN TRƯỞNG")


def test_a_person_with_several_capacities_signs_kt_first_and_in_each_of_them(unit):
    person = deputy(unit)
    assign(person, unit)
    for form in ("TUQ", "TL", "KT"):
        authorise(person, unit, form, **PERIOD)
    wanted = "TUQ. VIỆN TRƯỞNG / PHÓ VIỆN TRƯỞNG"

    assert said(authority_of(person, unit, DAY))[1] == "KT. VIỆN TRƯỞNG"
    assert authority_of(person, unit, DAY, capacity=wanted).capacity_text == wanted


def test_a_capacity_that_the_person_does_not_hold_is_refused_by_name(unit):
    head = make_person("Lê An")
    appoint(head, unit)

    assert said(authority_of(head, unit, DAY, capacity="Q. VIỆN TRƯỞNG")) == (
        "Lê An signs as “VIỆN TRƯỞNG” on this day, not as “Q. VIỆN TRƯỞNG”.",
    )


def test_a_deputy_who_heads_the_unit_now_signs_as_its_head(unit):
    person = make_person("Lê An")
    appoint(person, unit, "deputy", valid_to=EVE)
    appoint(person, unit, valid_from=DAY)
    authorise(person, unit)

    assert said(authority_of(person, unit, DAY)) == ("Lê An", "VIỆN TRƯỞNG")
    assert [said(it) for it in signers(unit, DAY)] == [("Lê An", "VIỆN TRƯỞNG")]


def test_case_20_a_deputy_without_a_document_is_told_so(unit):
    assert said(authority_of(deputy(unit), unit, DAY)) == (
        "Trần Thị Phó is a deputy, and no authorisation to sign is on record for this day.",
    )


def test_a_stranger_is_told_that_nothing_is_on_record(unit):
    appoint(make_person(), unit)

    assert said(authority_of(make_person("Người Lạ"), unit, DAY)) == (
        "Người Lạ has no authority to sign on record for this day.",
    )


def test_units_signed_for_are_those_headed_first(unit):
    person = make_person()
    other, headed = make_unit(), make_unit()
    appoint(person, headed)
    authorise(person, unit, "TL")
    authorise(person, other, "TL", valid_from=NEXT)

    assert list(units_signed_for(person.pk, DAY)) == [headed, unit]


# --- many units at once


def test_the_answer_for_many_units_takes_as_many_queries_as_for_one(unit):
    units = [make_unit(head_title="Viện trưởng") for _ in range(60)]
    for each in units:
        appoint(make_person(), each)
        room, clerk = make_unit("Phòng", "department", each), make_person()
        assign(clerk, room)
        authorise(clerk, each, "TL", is_for_absence=True, **PERIOD)

    counts = []
    for number in (1, 3, 60):
        with CaptureQueriesContext(connection) as asked:
            answers = signing_authorities(units[:number], DAY)
        assert [it.capacity_lines[0] for it in answers.values()] == ["TL. VIỆN TRƯỞNG"] * number
        counts.append(len(asked))

    assert counts == [counts[0]] * 3
