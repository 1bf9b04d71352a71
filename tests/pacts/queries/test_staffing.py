"""What is said of pacts and keys before a person is transferred or leaves."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.timezone import localdate

from pacts.models import Pact
from pacts.queries.staffing import person_effects
from tests.factories.pacts import make_signing_scene
from units.queries import staffing

pytestmark = pytest.mark.django_db
DAY = date(2026, 7, 1)


@pytest.fixture(autouse=True)
def _language_of_the_source():
    with translation.override("en"):
        yield


@pytest.fixture
def scene():
    scene = make_signing_scene(3)
    scene.ready()
    return scene


def test_a_paper_that_names_the_person_waits_for_a_new_version(scene):
    person, unit = scene.heads[1].person, scene.units[1]

    told = [effect for effect in person_effects(person, {unit.pk}, DAY) if effect.group == "Pacts"]

    assert [(effect.title, effect.consequence, effect.forbids) for effect in told] == [
        (
            f"{Pact.objects.get()} · Not signed yet",
            f"The paper names this person, who cannot sign for {unit} from 01/07/2026: unless it is signed "
            "before, the lead unit must make this version void and draft a new one.",
            False,
        )
    ]


def test_another_unit_of_the_person_is_not_touched(scene):
    assert person_effects(scene.heads[1].person, {scene.units[0].pk}, DAY)[:-1] == []


def test_the_live_certificate_is_named_so_that_it_is_revoked(scene):
    person = scene.heads[1].person

    told = person_effects(person, set(), DAY)

    credential = person.credentials.get()
    assert [(effect.group, effect.title, effect.url) for effect in told] == [
        ("Signing certificate", credential.serial, f"/admin/pacts/credential/{credential.pk}/revoke/")
    ]


def test_who_has_signed_since_cannot_have_left_before(scene):
    person, unit = scene.heads[1].person, scene.units[1]
    scene.sign(scene.heads[1])
    signed_on = localdate(Pact.objects.get().parties.get(unit=unit).decided_at)

    with pytest.raises(ValidationError) as refusal:
        staffing.leaving(person=person, on=date(signed_on.year, 1, 1), today=signed_on)

    assert list(refusal.value.message_dict) == ["on"]
