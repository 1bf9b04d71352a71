"""What awards tell on the page of a person, and to whom."""

from datetime import date

import pytest

from awards.models import EarnedTitle, Initiative, Registration
from awards.panels import person_panels
from awards.services import nominating
from tests.factories.awards import make_officer, make_scene, make_type, make_unit, make_user, make_worker

pytestmark = pytest.mark.django_db


class Case:
    """A person of a unit with a title, an initiative, an accepted registration and a nomination."""

    def __init__(self):
        self.scene = make_scene()
        self.person = make_worker(self.scene.unit)
        EarnedTitle.objects.create(person=self.person, title=make_type(), year=2024, decision_number="1/QĐ")
        Initiative.objects.create(
            person=self.person, year=2023, name="Sáng kiến", scope="base", decision_number="2/QĐ",
            recognised_on=date(2023, 5, 1),
        )  # fmt: skip
        registration = self.scene.start()
        self.scene.save(registration, self.scene.row(self.person))

    def accept(self):
        Registration.objects.update(status="accepted")
        item = Registration.objects.get().items.get()
        return nominating.nominate(item=item, by=self.scene.officer, at=self.scene.now)

    def told_to(self, user):
        """Which panels, with what in them, the account reads."""
        found = {}
        for panel in person_panels(self.person, user, self.scene.today):
            found[panel.template.removeprefix("awards/_person_").removesuffix(".html")] = panel.context
        return found


def test_titles_given_are_told_to_everybody_with_the_latest_year_first():
    case = Case()
    EarnedTitle.objects.create(person=case.person, title=make_type(), year=2025, decision_number="3/QĐ")

    told = case.told_to(make_user())

    assert set(told) == {"titles"}
    assert [title.year for title in told["titles"]["titles"]] == [2025, 2024]


def test_case_65_a_title_that_was_revoked_stays_and_says_so(client):
    case = Case()
    EarnedTitle.objects.update(is_revoked=True)
    client.force_login(case.scene.officer, backend="units.backends.AccountBackend")

    text = client.get(case.person.get_absolute_url()).text

    assert "đã bị hủy bỏ, thu hồi" in text


def test_a_draft_of_the_unit_is_read_by_the_unit_only():
    case = Case()
    readers = [case.scene.officer, case.scene.lead_officer, make_officer(make_unit(), "central_officer")]

    assert ["aims" in case.told_to(user) for user in readers] == [True, False, False]


def test_what_is_accepted_is_read_by_lead_unit_and_centre_and_the_nomination_by_the_unit():
    case = Case()
    nomination = case.accept()
    readers = [case.scene.officer, case.scene.lead_officer, make_officer(make_unit(), "central_officer")]

    aims = [case.told_to(user)["aims"]["aims"][0] for user in readers]

    assert [aim.nomination for aim in aims] == [nomination, None, None]
    assert {str(aim.unit) for aim in aims} == {"VKSND tỉnh Khánh Hòa"}


def test_a_withdrawn_nomination_is_told_no_more():
    case = Case()
    nominating.withdraw(nomination=case.accept(), by=case.scene.officer, at=case.scene.now)

    assert case.told_to(case.scene.officer)["aims"]["aims"][0].nomination is None


def test_initiatives_are_read_by_those_who_act_for_the_unit():
    case = Case()
    readers = [case.scene.officer, case.scene.head, case.scene.lead_officer, make_user()]

    assert ["initiatives" in case.told_to(user) for user in readers] == [True, True, False, False]
