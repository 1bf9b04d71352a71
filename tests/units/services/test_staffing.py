"""Transfer, leaving, coming back: every dated row follows, nothing is lost, what cannot be is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import translation

from tests.factories.units import (
    PASSWORD,
    appoint,
    assign,
    authorise,
    grant,
    make_person,
    make_unit,
    make_user,
)
from units.enums import Role
from units.models import Assignment, AuditEntry, Person, RoleGrant, Unit
from units.permissions import standing
from units.queries import staffing as plans
from units.queries.authority import NoAuthority, signing_authority
from units.services import accounts, staffing

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
TODAY = date(2026, 11, 20)
FIRST = date(2026, 12, 1)
EVE = date(2026, 11, 30)


@pytest.fixture(autouse=True)
def _language_of_the_source():
    with translation.override("en"):
        yield


@pytest.fixture
def administrator():
    user = make_user()
    grant(user, Role.ADMINISTRATOR, make_unit("VKSND tối cao", kind="supreme"))
    return user


def move(person, to, by, on=FIRST, **values):
    return staffing.transfer(
        person=person, to=to, position_title="Kiểm sát viên", on=on, by=by, at=NOW, **values
    )


def sentences(refusal: ValidationError) -> dict[str, list[str]]:
    return refusal.message_dict if hasattr(refusal, "error_dict") else {"": refusal.messages}


def test_nobody_moves_between_the_rehearsal_and_the_real_organisation(administrator):
    person, invented, real = make_person(), make_unit(is_rehearsal=True), make_unit()
    assign(person, invented)

    with pytest.raises(ValidationError) as caught:
        move(person, real, administrator)

    assert sentences(caught.value) == {"to": ["Units of the rehearsal and real ones do not go together."]}


def test_a_transfer_ends_the_present_place_on_the_eve_and_begins_the_new_one(administrator):
    person, old, new = make_person(), make_unit(), make_unit()
    before = assign(person, old, valid_from=date(2020, 1, 1))

    after = move(person, new, administrator)

    before.refresh_from_db()
    assert (before.valid_from, before.valid_to) == (date(2020, 1, 1), EVE)
    assert (after.unit, after.position_title, after.valid_from, after.valid_to) == (
        new, "Kiểm sát viên", FIRST, None,
    )  # fmt: skip
    assert Assignment.objects.on(EVE).get(person=person) == before
    assert Assignment.objects.on(FIRST).get(person=person) == after


def test_posts_authorisations_and_roles_of_the_old_unit_end_with_the_transfer(administrator):
    old, new = make_unit(), make_unit()
    user = make_user()
    assign(user.person, old)
    rows = [appoint(user.person, old, "deputy"), authorise(user.person, old), grant(user, Role.OFFICER, old)]

    move(user.person, new, administrator)

    for row in rows:
        row.refresh_from_db()
    assert [row.valid_to for row in rows] == [EVE, EVE, EVE]
    assert standing(user, EVE).units == {old.pk}
    assert standing(user, FIRST).units == frozenset()


def test_what_has_ended_or_belongs_elsewhere_is_left_alone(administrator):
    old, new, third = make_unit(), make_unit(), make_unit()
    user = make_user()
    assign(user.person, old)
    over = grant(user, Role.OFFICER, old, valid_to=date(2019, 12, 31))
    elsewhere = grant(user, Role.OFFICER, third)
    already = appoint(user.person, new, "deputy", valid_from=FIRST)

    move(user.person, new, administrator)

    for row in (over, elsewhere, already):
        row.refresh_from_db()
    assert [over.valid_to, elsewhere.valid_to, already.valid_to] == [date(2019, 12, 31), None, None]


def test_a_role_in_the_province_stays_with_a_move_inside_it_and_ends_with_a_move_out_of_it(administrator):
    province, other = make_unit(), make_unit()
    first = make_unit("Phòng 1", kind="department", parent=province)
    second = make_unit("Phòng 2", kind="department", parent=province)
    user = make_user()
    assign(user.person, first)
    role = grant(user, Role.OFFICER, province)

    move(user.person, second, administrator)
    role.refresh_from_db()
    inside = role.valid_to
    move(user.person, other, administrator, on=date(2027, 2, 1))
    role.refresh_from_db()

    assert (inside, role.valid_to) == (None, date(2027, 1, 31))


def test_the_new_place_ends_with_a_unit_whose_last_day_is_known(administrator):
    person, new = make_person(), make_unit(valid_to=date(2027, 6, 30))

    assert move(person, new, administrator).valid_to == date(2027, 6, 30)


@pytest.mark.parametrize(
    ("on", "field", "sentence"),
    [
        (
            date(2020, 1, 1),
            "on",
            "“Kiểm sát viên” in VKSND tỉnh Cũ begins on 01/01/2020: choose a later day, or correct that row first.",
        ),
        (
            date(2019, 12, 31),
            "on",
            "“Kiểm sát viên” in VKSND tỉnh Cũ begins on 01/01/2020: choose a later day, or correct that row first.",
        ),
        (date(2028, 1, 1), "on", "The day must lie between 1945 and one year from now."),
        (date(202, 1, 1), "on", "The day must lie between 1945 and one year from now."),
    ],
)
def test_a_transfer_on_an_impossible_day_is_refused_at_the_day(administrator, on, field, sentence):
    person, old, new = make_person(), make_unit("VKSND tỉnh Cũ"), make_unit()
    assign(person, old, valid_from=date(2020, 1, 1))

    with pytest.raises(ValidationError) as refusal:
        move(person, new, administrator, on=on)

    assert sentences(refusal.value) == {field: [sentence]}
    assert person.assignments.get().valid_to is None


def test_a_transfer_to_the_same_unit_is_refused_at_the_unit(administrator):
    person, unit = make_person(), make_unit("VKSND tỉnh Gia Lai")
    assign(person, unit)

    with pytest.raises(ValidationError) as refusal:
        move(person, unit, administrator)

    assert sentences(refusal.value) == {"to": ["The person works in VKSND tỉnh Gia Lai already (… – …)."]}


def test_a_transfer_to_a_closed_unit_is_refused_at_the_unit(administrator):
    person, new = make_person(), make_unit("VKSND tỉnh Phú Yên", valid_to=date(2025, 6, 30))

    with pytest.raises(ValidationError) as refusal:
        move(person, new, administrator)

    sentence = "VKSND tỉnh Phú Yên does not exist on 01/12/2026 (… – 30/06/2025)."
    assert sentences(refusal.value) == {"to": [sentence]}


def test_a_post_that_begins_later_in_the_old_unit_is_corrected_first(administrator):
    person, old, new = make_person(), make_unit("VKSND tỉnh Cũ"), make_unit()
    assign(person, old)
    appoint(person, old, valid_from=date(2027, 1, 1))

    with pytest.raises(ValidationError) as refusal:
        move(person, new, administrator)

    sentence = (
        "“Viện trưởng” in VKSND tỉnh Cũ begins on 01/01/2027: choose a later day, or correct that row first."
    )
    assert sentences(refusal.value) == {"on": [sentence]}


def test_a_second_click_changes_nothing_more(administrator):
    person, old, new = make_person(), make_unit(), make_unit("VKSND tỉnh Mới")
    assign(person, old)
    move(person, new, administrator)
    entries = AuditEntry.objects.count()

    with pytest.raises(ValidationError) as refusal:
        move(person, new, administrator)

    assert sentences(refusal.value) == {
        "to": ["The person works in VKSND tỉnh Mới already (01/12/2026 – …)."]
    }
    assert (person.assignments.count(), AuditEntry.objects.count()) == (2, entries)


def test_a_preview_that_has_become_another_one_is_refused(administrator):
    person, old, new = make_person(), make_unit(), make_unit()
    assign(person, old)
    shown = plans.transfer(person=person, to=new, on=FIRST, today=TODAY).fingerprint
    appoint(person, old, "deputy")

    with pytest.raises(staffing.StalePreview):
        move(person, new, administrator, shown=shown)

    assert person.assignments.count() == 1


def test_a_preview_that_is_still_true_is_done(administrator):
    person, new = make_person(), make_unit()
    assign(person, make_unit())
    shown = plans.transfer(person=person, to=new, on=FIRST, today=TODAY).fingerprint

    assert move(person, new, administrator, shown=shown).unit == new


def test_only_administrators_move_people():
    person, new = make_person(), make_unit()
    officer = make_user()
    grant(officer, Role.OFFICER, new)

    with pytest.raises(PermissionDenied):
        move(person, new, officer)


def test_the_trail_tells_of_a_transfer_by_keys_and_holds_no_name(administrator):
    person, old, new = make_person("Nguyễn Bí Mật"), make_unit(), make_unit()
    before = assign(person, old)

    after = move(person, new, administrator)

    entry = AuditEntry.objects.order_by("-seq")[0]
    assert (entry.kind, entry.subject) == ("person_transferred", f"units.person:{person.pk}")
    assert f'"ended":["units.assignment:{before.pk}"]' in entry.body
    assert f'"began":"units.assignment:{after.pk}"' in entry.body
    assert f'"to":"units.unit:{new.pk}"' in entry.body
    assert "Bí Mật" not in entry.body


class TestLeaving:
    def leave(self, person, by, on=TODAY, **values) -> Person:
        return staffing.leave(person=person, on=on, by=by, at=NOW, **values)

    def test_case_77_everything_ends_on_the_last_day_and_the_past_stays(self, administrator):
        unit, user = make_unit(), make_user()
        person = user.person
        rows = [assign(person, unit), appoint(person, unit), grant(user, Role.OFFICER, unit)]

        self.leave(person, administrator)

        person.refresh_from_db()
        for row in rows:
            row.refresh_from_db()
        assert (person.left_on, [row.valid_to for row in rows]) == (TODAY, [TODAY, TODAY, TODAY])
        assert standing(user, TODAY).units == {unit.pk}
        assert standing(user, date(2026, 11, 21)).units == frozenset()
        assert isinstance(signing_authority(unit, date(2026, 11, 21)), NoAuthority)

    def test_a_row_that_begins_later_is_corrected_first(self, administrator):
        person, unit = make_person(), make_unit()
        assign(person, unit, valid_from=date(2027, 1, 1))

        with pytest.raises(ValidationError) as refusal:
            self.leave(person, administrator)

        assert list(sentences(refusal.value)) == ["on"]

    def test_nobody_leaves_twice_or_before_being_recruited(self, administrator):
        gone, late = make_person(left_on=TODAY), make_person(recruited_on=date(2026, 11, 21))

        refused = []
        for person in (gone, late):
            with pytest.raises(ValidationError) as refusal:
                self.leave(person, administrator)
            refused.append(sentences(refusal.value))

        assert refused == [
            {"": ["The person left the sector on 20/11/2026."]},
            {"on": ["The person was recruited on 21/11/2026 only."]},
        ]

    def test_who_has_left_is_not_transferred(self, administrator):
        with pytest.raises(ValidationError) as refusal:
            move(make_person(left_on=TODAY), make_unit(), administrator)

        assert sentences(refusal.value) == {"": ["The person left the sector on 20/11/2026."]}

    def test_a_link_of_an_account_is_dead_after_the_last_day_and_no_new_one_is_made(self, administrator):
        user = make_user()
        link = accounts.issue_link(user=user, purpose="password", by=administrator, at=NOW).split("/")
        self.leave(user.person, administrator)
        next_day = datetime(2026, 11, 21, 3, tzinfo=UTC)

        with pytest.raises(ValidationError):
            accounts.read_link(uidb64=link[-3], token=link[-2], at=next_day)
        with pytest.raises(ValidationError) as refusal:
            accounts.issue_link(user=user, purpose="password", by=administrator, at=next_day)

        assert refusal.value.messages == ["The person has left the sector; the account is closed."]
        assert accounts.read_link(uidb64=link[-3], token=link[-2], at=NOW)[0] == user


class TestComingBack:
    def come_back(self, person, to, by, on=TODAY) -> Assignment:
        return staffing.return_(person=person, to=to, position_title="", on=on, by=by, at=NOW)

    def test_the_person_works_again_and_has_no_right_of_the_time_before(self, administrator):
        unit, user = make_unit(), make_user(make_person(left_on=date(2025, 5, 31)))
        grant(user, Role.OFFICER, unit, valid_to=date(2025, 5, 31))

        assignment = self.come_back(user.person, unit, administrator)

        user.person.refresh_from_db()
        rights = standing(user, TODAY)
        assert (user.person.left_on, assignment.valid_from) == (None, TODAY)
        assert (rights.works_in, rights.units) == ({unit.pk}, frozenset())

    @pytest.mark.parametrize(
        ("on", "sentence"),
        [
            (date(2025, 5, 31), "The person left on 31/05/2025: the return is later."),
            (date(2026, 11, 21), "A return is recorded on its day, not before."),
        ],
    )
    def test_the_day_is_after_the_last_one_and_not_in_the_future(self, administrator, on, sentence):
        person = make_person(left_on=date(2025, 5, 31))

        with pytest.raises(ValidationError) as refusal:
            self.come_back(person, make_unit(), administrator, on=on)

        assert sentences(refusal.value) == {"on": [sentence]}

    def test_who_is_here_cannot_come_back(self, administrator):
        with pytest.raises(ValidationError) as refusal:
            self.come_back(make_person(), make_unit(), administrator)

        assert sentences(refusal.value) == {"": ["The person has not left the sector."]}


def test_case_15_the_role_follows_the_date_from_the_old_unit_to_the_new_one(administrator):
    """Vụ 16 → Phòng TĐKT: in 2024 the officer acts for Vụ 16, from 2026 on the officer of the new unit does."""
    old, new = make_unit("Vụ 16"), make_unit("Phòng TĐKT")
    user = make_user()
    assign(user.person, old)
    grant(user, Role.OFFICER, old)

    move(user.person, new, administrator)
    RoleGrant.objects.create(user=user, role=Role.OFFICER, unit=new, valid_from=FIRST)

    acts_for = {day: standing(user, day).officer_of for day in (date(2024, 5, 1), EVE, FIRST)}
    assert acts_for == {date(2024, 5, 1): {old.pk}, EVE: {old.pk}, FIRST: {new.pk}}


def test_a_role_that_begins_tomorrow_and_a_post_that_ended_yesterday_give_nothing_today():
    unit, user = make_unit(), make_user()
    grant(user, Role.OFFICER, unit, valid_from=date(2026, 11, 21))
    appoint(user.person, unit, valid_to=date(2026, 11, 19))

    rights = standing(user, TODAY)

    assert (rights.units, rights.roles) == (frozenset(), frozenset())
    assert isinstance(signing_authority(unit, TODAY), NoAuthority)


def test_a_transfer_asks_the_database_as_often_for_many_rows_as_for_one(
    administrator, django_assert_max_num_queries
):
    person, old, new = make_person(), make_unit(), make_unit()
    assign(person, old)
    for number in range(20):
        appoint(person, Unit.objects.get(pk=old.pk), "deputy", valid_to=date(2000 + number, 1, 1))

    with django_assert_max_num_queries(14):
        plans.transfer(person=person, to=new, on=FIRST, today=TODAY)


def test_case_77_the_account_enters_on_the_last_day_and_no_longer_on_the_next(client, administrator):
    from django.utils import timezone  # noqa: PLC0415 - the log-in reads the clock

    today = timezone.localdate()
    unit, user = make_unit(), make_user(password=PASSWORD)
    assign(user.person, unit)
    credentials = {"username": user.username, "password": PASSWORD}
    Person.objects.filter(pk=user.person_id).update(left_on=today)

    entered = client.post(reverse("log_in"), credentials).status_code
    seen = client.get(reverse("home")).status_code
    Person.objects.filter(pk=user.person_id).update(left_on=today.replace(year=today.year - 1))
    after = client.get(reverse("home"))
    again = client.post(reverse("log_in"), credentials)

    assert (entered, seen) == (302, 200)
    assert (after.status_code, after.url.startswith(reverse("log_in"))) == (302, True)
    assert again.status_code != 302
