"""From an accepted registration to the letter."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from awards.models import EarnedTitle, Initiative, Nomination, PersonYear, Screening, Submission
from awards.services import nominating, registering, submitting
from awards.services.nominating import CaseFacts, YearFacts
from tests.factories.awards import make_officer, make_scene, make_type, make_worker
from tests.factories.units import make_cluster, make_year
from units.models import AuditEntry
from units.permissions import NotAllowed

pytestmark = pytest.mark.django_db

GOOD_YEAR = YearFacts(quality_grade="good", absence_months=0, discipline="none", open_case=False)


def accepted(scene, code="LDTT", **person):
    """An accepted registration of one person for the title."""
    scene.unit.place = "Khánh Hòa"
    scene.unit.save()
    worker = make_worker(scene.unit, "Trần Thị Thúy An", **person)
    registration = scene.save(scene.start(), scene.row(worker, make_type(code)))
    registering.send_to_head(registration=registration, by=scene.officer, at=scene.now)
    registering.submit(registration=registration, by=scene.head, at=scene.now)
    registering.accept(registration=registration, by=scene.lead_head, at=scene.now)
    return registration.items.get()


def nominated(scene, code="LDTT", **person):
    return nominating.nominate(item=accepted(scene, code, **person), by=scene.officer, at=scene.now)


def record(scene, nomination, year=GOOD_YEAR, case=None, recruited_on=date(2015, 1, 1)):
    return nominating.record_facts(
        nomination=nomination,
        year=year,
        case=case or CaseFacts(),
        recruited_on=recruited_on,
        by=scene.officer,
        at=scene.now,
    )


def screen(scene, nomination):
    return nominating.screen(nomination=nomination, on=scene.today, by=scene.officer, at=scene.now)


def issue(scene, *nominations, key=None):
    return submitting.issue_submission(
        unit=scene.unit,
        year=scene.year,
        nominations=nominations,
        request_key=key or uuid.uuid4(),
        by=scene.officer,
        at=scene.now,
    )


def test_an_accepted_row_is_nominated_once_however_often_it_is_asked_for():
    scene = make_scene()
    item = accepted(scene)

    first, second = (nominating.nominate(item=item, by=scene.officer, at=scene.now) for _click in range(2))

    assert first == second
    assert AuditEntry.objects.filter(kind="nomination_made").count() == 1


@pytest.mark.parametrize("status", ["draft", "for_approval", "submitted", "returned"])
def test_what_the_lead_unit_has_not_accepted_cannot_be_nominated(status):
    scene = make_scene()
    item = scene.in_state(status).items.get()

    with pytest.raises(ValidationError):
        nominating.nominate(item=item, by=scene.officer, at=scene.now)

    assert not Nomination.objects.exists()


def test_a_title_without_rules_in_the_system_is_not_judged_by_guessing():
    scene = make_scene()
    item = accepted(scene, "CSTDTQ")

    with pytest.raises(ValidationError):
        nominating.nominate(item=item, by=scene.officer, at=scene.now)


def test_only_the_officer_of_the_unit_nominates_states_facts_and_screens():
    scene = make_scene()
    nomination = nominated(scene)

    for by in (scene.head, scene.lead_officer):
        with pytest.raises(NotAllowed):
            nominating.nominate(item=nomination.item, by=by, at=scene.now)
        with pytest.raises(NotAllowed):
            nominating.screen(nomination=nomination, on=scene.today, by=by, at=scene.now)
        with pytest.raises(NotAllowed):
            nominating.withdraw(nomination=nomination, by=by, at=scene.now)

    assert not Screening.objects.exists()


def test_without_facts_the_verdict_is_not_enough_data_and_says_what_is_missing():
    scene = make_scene()
    nomination = nominated(scene)

    screening = screen(scene, nomination)

    missing = {finding["missing"] for finding in screening.findings if finding["outcome"] == "unknown"}
    assert screening.verdict == "not_enough_data"
    assert missing == {"quality_grade", "recruited_on", "absence_months", "discipline", "open_case"}


def test_with_the_facts_on_record_the_person_is_eligible_and_inputs_and_articles_are_kept():
    scene = make_scene()
    nomination = record(scene, nominated(scene))

    screening = screen(scene, nomination)

    assert screening.verdict == "eligible"
    assert screening.facts["quality_grade"] == "good"
    assert all(finding["cites"] and finding["reason"] for finding in screening.findings)


def test_case_38_the_sector_title_with_a_gap_is_blocked_at_nomination():
    scene = make_scene()
    nomination = nominated(scene, "CSTDN")
    base = make_type("CSTDCS")
    for year in (scene.year.year - 2, scene.year.year):
        EarnedTitle.objects.create(
            person=nomination.item.person, title=base, year=year, decision_number=f"{year}/QĐ"
        )
    record(scene, nomination, case=CaseFacts(council_members=10, council_in_favour=10))

    screening = screen(scene, nomination)

    assert screening.verdict == "not_eligible"
    with pytest.raises(ValidationError) as refusal:
        issue(scene, nomination)
    assert "thiếu 2025" in refusal.value.messages[0]


def test_more_votes_than_council_members_are_refused_with_a_sentence():
    scene = make_scene()
    nomination = nominated(scene)

    with pytest.raises(ValidationError):
        record(scene, nomination, case=CaseFacts(council_members=9, council_in_favour=10))

    assert not PersonYear.objects.exists()


def test_a_day_of_recruitment_on_record_is_not_overwritten():
    scene = make_scene()
    nomination = nominated(scene, recruited_on=date(2010, 5, 1))

    record(scene, nomination, recruited_on=date(2020, 1, 1))

    nomination.item.person.refresh_from_db()
    assert nomination.item.person.recruited_on == date(2010, 5, 1)


def test_the_letter_carries_eligible_nominations_and_one_key_gives_one_letter():
    scene = make_scene()
    nomination = record(scene, nominated(scene))
    screen(scene, nomination)
    key = uuid.uuid4()

    first, second = issue(scene, nomination, key=key), issue(scene, nomination, key=key)

    nomination.refresh_from_db()
    assert first == second == Submission.objects.get()
    assert (nomination.status, nomination.submission) == ("submitted", first)
    assert bytes(first.paper.file.content[:5]) == b"%PDF-"
    assert first.paper.snapshot["nominees"][0]["name"] == "Trần Thị Thúy An"


@pytest.mark.parametrize("change", ["never judged", "facts changed", "another day"])
def test_a_letter_is_refused_unless_the_newest_verdict_is_of_today_and_of_these_facts(change):
    scene = make_scene()
    nomination = record(scene, nominated(scene))
    if change != "never judged":
        screen(scene, nomination)
    if change == "facts changed":
        record(scene, nomination, year=YearFacts(quality_grade="failed"))
    if change == "another day":
        scene.today += timedelta(days=1)

    with pytest.raises(ValidationError) as refusal:
        issue(scene, nomination)

    assert "Trần Thị Thúy An" in refusal.value.messages[0]
    assert not Submission.objects.exists()


def test_a_submitted_nomination_changes_no_more():
    scene = make_scene()
    nomination = record(scene, nominated(scene))
    screen(scene, nomination)
    issue(scene, nomination)

    for act in (record, screen):
        with pytest.raises(ValidationError):
            act(scene, nomination)
    with pytest.raises(ValidationError):
        nominating.withdraw(nomination=nomination, by=scene.officer, at=scene.now)
    with pytest.raises(ValidationError):
        issue(scene, nomination)

    assert Submission.objects.count() == 1


def test_a_withdrawn_nomination_stays_on_record_and_makes_room_for_a_new_one():
    scene = make_scene()
    nomination = nominated(scene)
    for _click in range(2):
        nominating.withdraw(nomination=nomination, by=scene.officer, at=scene.now)

    again = nominating.nominate(item=nomination.item, by=scene.officer, at=scene.now)

    assert again != nomination
    assert AuditEntry.objects.filter(kind="nomination_withdrawn").count() == 1


def add_initiative(scene, nomination, **values):
    given = {"year": 2025, "name": "Số hóa hồ sơ", "scope": "base", "decision_number": "1/QĐ"}
    given |= {"recognised_on": date(2025, 12, 1), **values}
    return nominating.add_initiative(nomination=nomination, by=scene.officer, at=scene.now, **given)


def add_title(scene, nomination, **values):
    given = {"title_id": nomination.item.title_id, "year": 2024, "decision_number": "2/QĐ"}
    given |= {"decided_on": date(2024, 12, 1), **values}
    return nominating.add_earned_title(nomination=nomination, by=scene.officer, at=scene.now, **given)


@pytest.mark.parametrize("add", [add_initiative, add_title])
def test_what_lies_in_the_future_is_not_taken(add):
    scene = make_scene()
    nomination = nominated(scene)
    day = "recognised_on" if add is add_initiative else "decided_on"

    for values in ({"year": scene.today.year + 1}, {day: scene.today + timedelta(days=1)}):
        with pytest.raises(ValidationError):
            add(scene, nomination, **values)

    assert not Initiative.objects.exists()
    assert not EarnedTitle.objects.exists()


def copied_to_another_year(item):
    """The same person, registered again under another year."""
    registration = item.registration
    year = make_year(item.year.year - 1, item.year.organiser)
    registration.pk, registration.cluster = None, make_cluster(year, [registration.unit])
    registration.save(force_insert=True)
    item.pk, item.registration, item.year = None, registration, year
    item.save(force_insert=True)
    return item


REMOVALS = [
    (add_initiative, nominating.remove_initiative, "initiative_id", Initiative),
    (add_title, nominating.remove_earned_title, "earned_id", EarnedTitle),
]


@pytest.mark.parametrize(("add", "remove", "key", "model"), REMOVALS)
def test_a_record_made_by_mistake_is_removed_once_and_the_trail_keeps_no_name(add, remove, key, model):
    scene = make_scene()
    nomination = nominated(scene)
    row = add(scene, nomination)

    for _click in range(2):
        remove(nomination=nomination, by=scene.officer, at=scene.now, **{key: row.pk})

    entry = AuditEntry.objects.get(kind__endswith="_removed")
    assert not model.objects.exists()
    assert f'"year":{row.year}' in entry.body
    assert row.decision_number not in entry.body


@pytest.mark.parametrize(("add", "remove", "key", "model"), REMOVALS)
def test_what_somebody_else_recorded_stays(add, remove, key, model):
    scene = make_scene()
    nomination = nominated(scene)
    row = add(scene, nomination)
    scene.officer.role_grants.update(unit=scene.lead_head.person.appointments.get().unit)
    other = make_officer(scene.unit)

    with pytest.raises(ValidationError):
        remove(nomination=nomination, by=other, at=scene.now, **{key: row.pk})

    assert model.objects.get() == row


@pytest.mark.parametrize(("add", "remove", "key", "model"), REMOVALS)
def test_what_a_letter_rests_on_stays(add, remove, key, model):
    scene = make_scene()
    nomination = nominated(scene)
    row = add(scene, nomination)
    record(scene, nomination)
    screen(scene, nomination)
    issue(scene, nomination)
    later = Nomination.objects.create(
        item=copied_to_another_year(nomination.item), created_at=scene.now, created_by=scene.officer
    )

    with pytest.raises(ValidationError, match="Tờ trình|letter"):
        remove(nomination=later, by=scene.officer, at=scene.now, **{key: row.pk})

    assert model.objects.get() == row
