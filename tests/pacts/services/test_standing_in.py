"""A pact signed by somebody other than the head: what is printed, who may sign it, who is told."""

from __future__ import annotations

from datetime import timedelta

import pypdfium2
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

from pacts import permissions, setup, tasks
from pacts.models import Signature
from pacts.queries.check import check_paper
from pacts.services import credentials, declining, telling
from pacts.services.authority import root_certificates
from tests.factories.pacts import PIN, TODAY, SigningScene, at, make_signing_scene
from tests.factories.units import appoint, assign, authorise, make_unit, make_user
from units.models import Appointment, Authorisation, Notice, User
from units.queries.periods import says

EVE, NEXT_WEEK = TODAY - timedelta(days=1), TODAY + timedelta(days=7)
KT = ("KT. VIỆN TRƯỞNG", "PHÓ VIỆN TRƯỞNG")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _language_of_the_source():
    with translation.override("en"):
        yield


def with_certificate(user: User) -> User:
    credentials.issue(person=user.person, unit_name="VKSND", pin=PIN, by=user, at=at())
    return user


def make_deputy(scene: SigningScene, place: int = 1) -> User:
    """A deputy of one of the units, who has a certificate."""
    user = with_certificate(make_user())
    appoint(user.person, scene.units[place], "deputy", position_title="Phó Viện trưởng")
    return user


def away(scene: SigningScene, user: User, place: int = 1, **values) -> Authorisation:
    given = {"is_for_absence": True, "valid_from": EVE, "valid_to": NEXT_WEEK}
    return authorise(user.person, scene.units[place], **given | values)


def refusal(scene: SigningScene, user: User) -> str:
    with pytest.raises(ValidationError) as refused:
        scene.sign(user)
    assert Signature.objects.count() == 0
    return " ".join(refused.value.messages)


def test_case_20_while_the_head_is_away_the_deputy_is_asked_and_the_stamp_says_kt():
    scene = make_signing_scene()
    deputy = make_deputy(scene)
    away(scene, deputy)
    scene.ready()

    for user in (scene.heads[0], deputy, scene.heads[2]):
        scene.sign(user)

    found = check_paper(scene.content(), roots=root_certificates(), at=at(30))
    assert "KT. VIỆN TRƯỞNG PHÓ VIỆN TRƯỞNG Ký bởi: " + deputy.person.full_name in printed(scene)
    assert found.verdict == "valid"
    assert [it.capacity for it in found.signatures] == ["VIỆN TRƯỞNG", " / ".join(KT), "VIỆN TRƯỞNG"]


def printed(scene: SigningScene) -> str:
    """The words of all pages, stamps included."""
    document = pypdfium2.PdfDocument(scene.content())
    document.init_forms()
    for page in document:
        page.flatten()
    text = " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    document.close()
    return text


def test_case_74_a_long_name_wraps_whole_above_the_lines_of_a_deputy():
    scene = make_signing_scene()
    name = "Viện Công tố và Kiểm sát xét xử phúc thẩm tại Thành phố Hồ Chí Minh"
    scene.units[1].name = scene.units[1].short_name = name
    scene.units[1].save()
    deputy = make_deputy(scene)
    away(scene, deputy)
    scene.ready()

    scene.sign(deputy)

    text = printed(scene)
    counts = {line: text.count(line) for line in (*KT, name.upper(), f"Đơn vị: {name}")}
    assert counts == {KT[0]: 1, KT[1]: 1, name.upper(): 1, f"Đơn vị: {name}": 1}


def test_case_20_a_deputy_without_an_authorisation_on_record_is_refused_with_the_reason():
    scene = make_signing_scene()
    deputy = make_deputy(scene)
    row = away(scene, deputy)
    scene.ready()
    Authorisation.objects.filter(pk=row.pk).update(valid_to=EVE)

    assert refusal(scene, deputy) == (
        f"{deputy.person} cannot sign for VKSND tỉnh Số 2 on {says(TODAY)}: {deputy.person} is a deputy, and no"
        " authorisation to sign is on record for this day."
    )


def test_a_unit_where_nobody_stands_in_is_named_with_the_reason():
    scene = make_signing_scene()
    Appointment.objects.filter(person=scene.heads[1].person).update(valid_to=EVE)
    make_deputy(scene)
    scene.draft()

    with pytest.raises(ValidationError) as refused:
        scene.freeze()

    assert refused.value.messages == ["VKSND tỉnh Số 2: No head of the unit is on record for this day."]


def test_the_head_signs_also_after_leaving_on_a_journey():
    scene = make_signing_scene()
    scene.ready()
    away(scene, make_deputy(scene), valid_from=TODAY)

    assert scene.sign(scene.heads[1]).capacity_text == "VIỆN TRƯỞNG"


def test_a_deputy_signs_by_a_standing_authorisation_after_the_head_is_back():
    scene = make_signing_scene()
    deputy = make_deputy(scene)
    row = away(scene, deputy)
    authorise(deputy.person, scene.units[1], document="Phân công")
    scene.ready()
    Authorisation.objects.filter(pk=row.pk).update(valid_to=EVE)

    assert scene.sign(deputy).capacity_text == " / ".join(KT)


def test_a_deputy_who_became_the_head_signs_as_the_head():
    scene = make_signing_scene()
    deputy = make_deputy(scene)
    away(scene, deputy)
    scene.ready()
    Appointment.objects.filter(unit=scene.units[1]).update(valid_to=EVE)
    appoint(deputy.person, scene.units[1], valid_from=TODAY)

    assert scene.sign(deputy).capacity_text == "VIỆN TRƯỞNG"


def test_who_left_the_sector_does_not_sign():
    scene = make_signing_scene()
    scene.ready()
    scene.leader.person.left_on = EVE
    scene.leader.person.save()

    assert "left the sector on 19/02/2026." in refusal(scene, scene.leader)


def test_a_capacity_too_long_for_the_record_is_told_before_the_freeze():
    scene = make_signing_scene()
    away(scene, make_deputy(scene), position_title="Phó " + "Viện trưởng " * 12)
    Appointment.objects.filter(person=scene.heads[1].person).update(position_title="Viện trưởng " * 12)
    scene.draft()

    with pytest.raises(ValidationError) as refused:
        scene.freeze()

    assert refused.value.messages == ["VKSND tỉnh Số 2: The capacity is too long to be printed."]


class TestByOrder:
    """Who signs TL. works below the unit and has no right in it but to sign what names him or her."""

    @pytest.fixture
    def scene(self) -> SigningScene:
        return make_signing_scene()

    @pytest.fixture
    def clerk(self, scene) -> User:
        user = make_user()
        assign(user.person, make_unit("Văn phòng", "department", scene.units[1]))
        away(scene, user, form="TL", position_title="Chánh Văn phòng")
        return user

    def test_a_certificate_is_set_up_first(self, scene, clerk):
        before = setup.missing_step(clerk, TODAY)
        with_certificate(clerk)

        assert (before, setup.missing_step(clerk, TODAY)) == (reverse("credential_setup"), None)

    def test_the_paper_is_found_read_and_signed(self, scene, clerk):
        with_certificate(clerk)
        before = permissions.visible_pacts(clerk, TODAY).count()
        scene.ready()

        signature = scene.sign(clerk)

        assert signature.capacity_text == "TL. VIỆN TRƯỞNG / CHÁNH VĂN PHÒNG"
        assert (before, list(permissions.visible_pacts(clerk, TODAY))) == (0, [scene.pact])
        assert list(permissions.visible_papers(clerk, TODAY)) == [scene.pact.paper]

    def test_the_signer_is_told_and_has_a_task(self, scene, clerk):
        with_certificate(clerk)
        scene.ready()

        told = Notice.objects.filter(kind="pact_opened", recipient=clerk)
        assert told.count() == 1
        assert [task.title for task in tasks.tasks(clerk, TODAY)] == [f"Sign: {scene.pact}"]

    def test_the_round_goes_on_for_all_when_the_signer_declines(self, scene, clerk):
        scene.ready()

        declining.decline(party=scene.party(clerk), reason="Sai", by=clerk, at=at(11))

        with pytest.raises(telling.WrongState):
            scene.sign(scene.leader)
