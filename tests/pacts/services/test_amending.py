"""An amendment of a pact in force: begun once, from the text that holds, signed by all members of the day."""

from __future__ import annotations

import subprocess
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from pacts.enums import PactStatus, PaperKind
from pacts.models import Pact, Target
from pacts.queries.check import check_paper
from pacts.queries.ledger import mismatches
from pacts.services import amending, rounds, starting
from pacts.services.authority import root_certificates
from pacts.services.telling import WrongState
from tests.factories.pacts import TODAY, at, make_signing_scene
from tests.factories.texts import add_target, write_text
from units.audit import first_break
from units.models import AuditEntry
from units.permissions import NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    """A pact in force, with a target of 90 %, signed by hand by its two parties."""
    made = make_signing_scene(2, certificates=False)
    made.draft()
    write_text(made.pact)
    made.freeze()
    made.open()
    made.original = made.sign_all_by_hand()
    return made


def change(pact: Pact, value: str) -> None:
    Target.objects.filter(clause__pact=pact, code="NV01").update(value=Decimal(value))


def amended(scene, value: str = "92", *, minute: int = 20) -> Pact:
    """An amendment of the one target, in force."""
    scene.amend(minute=minute)
    change(scene.pact, value)
    scene.freeze()
    scene.open()
    return scene.sign_all_by_hand(minute + 1)


def articles(pact: Pact) -> list[str]:
    return [f"{clause['heading']}: {clause['body']}" for clause in pact.paper.snapshot["clauses"]]


def test_case_27_a_target_is_amended_by_a_paper_that_all_present_members_sign(tmp_path):
    scene = make_signing_scene(2)
    scene.draft()
    write_text(scene.pact)
    scene.freeze()
    scene.open()
    original = scene.sign_all()
    signed = scene.content()
    newcomer = scene.join("VKSND tỉnh Đến Sau")

    scene.amend()
    change(scene.pact, "92")
    scene.freeze()
    scene.open()
    amendment = scene.sign_all()

    assert (amendment.status, amendment.amends, amendment.paper.kind) == (
        PactStatus.IN_FORCE, original, PaperKind.AMENDMENT,
    )  # fmt: skip
    assert amendment.paper.unit == scene.units[0]
    assert set(amendment.parties.values_list("unit", flat=True)) == {unit.pk for unit in scene.units}
    assert original.parties.filter(unit=newcomer).count() == 0
    assert amendment.parties.order_by("-position")[0].unit == scene.units[0]
    assert articles(amendment)[:2] == [
        "Sửa đổi, bổ sung Điều 1 (Công tác nghiệp vụ): Chỉ tiêu NV01 “Tỷ lệ giải quyết tố giác, tin báo về tội "
        "phạm”: từ 90 % trở lên sửa thành từ 92 % trở lên.",
        "Đơn vị tham gia Giao ước: Bổ sung VKSND tỉnh Đến Sau, đơn vị thành viên từ ngày 20 tháng 02 năm 2026, "
        "tham gia Giao ước từ ngày Phụ lục này có hiệu lực.",
    ]
    before, original = original, Pact.objects.get(pk=original.pk)
    assert (original.status, original.in_force_at) == (PactStatus.IN_FORCE, before.in_force_at)
    assert bytes(original.paper.file.content) == signed
    assert _accepted(scene.content(), tmp_path) == (3, "valid", 3)
    assert list(mismatches()) == []
    assert first_break(AuditEntry.objects.order_by("seq").values()) is None


def _accepted(content: bytes, folder) -> tuple[int, str, int]:
    """The signatures that another program finds valid, and what our own check says."""
    (folder / "a.pdf").write_bytes(content)
    run = subprocess.run(
        ["pdfsig", "-nocert", str(folder / "a.pdf")], capture_output=True, text=True, check=True
    )
    found = check_paper(content, roots=root_certificates(), at=at(50))
    return run.stdout.count("Signature is Valid"), found.verdict, found.signed


def test_the_draft_is_the_text_that_holds_with_its_identities(scene):
    amendment = scene.amend()

    old, new = (pact.clauses.order_by("position") for pact in (scene.original, amendment))
    names = ("identity", "section", "heading", "body")
    assert list(new.values_list(*names)) == list(old.values_list(*names))
    assert [str(row) for row in amendment.legal_bases.all()] == [
        str(row) for row in scene.original.legal_bases.all()
    ]
    assert (amendment.status, amendment.based_on, amendment.version) == (
        PactStatus.DRAFT, scene.original, 2,
    )  # fmt: skip
    assert str(amendment) == f"Phụ lục sửa đổi, bổ sung {scene.original}"


def test_a_second_start_leads_to_the_one_that_is_being_prepared(scene):
    first = scene.amend()

    second = amending.start_amendment(pact=scene.original, by=scene.leader, at=at(30))

    assert (second, Pact.objects.count()) == (first, 2)
    assert AuditEntry.objects.filter(kind="pact_started").count() == 2


def test_only_the_lead_unit_begins_one(scene):
    with pytest.raises(NotAllowed):
        amending.start_amendment(pact=scene.original, by=scene.heads[1], at=at(20))

    assert Pact.objects.count() == 1


def test_what_illustrates_an_article_is_not_amended(scene):
    Pact.objects.update(is_illustration=True)
    scene.original.refresh_from_db()

    with pytest.raises(NotAllowed):
        scene.amend()


def test_a_pact_that_is_not_in_force_is_not_amended():
    scene = make_signing_scene(2, certificates=False)
    scene.draft()

    with pytest.raises(WrongState):
        scene.amend()

    assert Pact.objects.count() == 1


def test_an_amendment_is_not_amended_itself(scene):
    amendment = amended(scene)

    with pytest.raises(WrongState):
        amending.start_amendment(pact=amendment, by=scene.officer, at=at(30))


def test_nothing_to_amend_is_not_frozen(scene):
    scene.amend()

    with pytest.raises(ValidationError) as refusal:
        scene.freeze()

    scene.pact.refresh_from_db()
    assert len(refusal.value.messages) == 1
    assert (scene.pact.status, scene.pact.paper) == (PactStatus.DRAFT, None)


def test_a_unit_that_comes_in_is_enough(scene):
    scene.join("VKSND tỉnh Đến Sau")
    scene.amend()

    scene.freeze()

    assert [line.split(":")[0] for line in articles(scene.pact)] == [
        "Đơn vị tham gia Giao ước", "Hiệu lực thi hành",
    ]  # fmt: skip


def test_a_unit_that_is_no_member_any_more_does_not_sign_and_is_named(scene):
    scene.cluster.memberships.filter(unit=scene.units[1]).update(valid_to=TODAY - timedelta(days=1))
    scene.amend()
    change(scene.pact, "92")

    scene.freeze()

    assert [party.unit for party in scene.pact.parties.all()] == [scene.units[0]]
    assert articles(scene.pact)[1] == (
        "Đơn vị tham gia Giao ước: VKSND tỉnh Số 2 không còn là đơn vị thành viên, không ký Phụ lục này."
    )


def test_that_a_unit_has_left_is_no_amendment_by_itself(scene):
    scene.cluster.memberships.filter(unit=scene.units[1]).update(valid_to=TODAY - timedelta(days=1))
    scene.amend()

    with pytest.raises(ValidationError):
        scene.freeze()


def test_the_next_amendment_begins_with_the_last_one_and_says_its_own_difference_only(scene):
    first = amended(scene, "92")
    second = scene.amend(minute=30)
    add_target(second.clauses.get(position=1), "NV13", "Số hóa hồ sơ", "30")

    scene.freeze()

    assert second.based_on == first
    assert scene.pact.paper.snapshot["legal_bases"] == [
        "Căn cứ Giao ước thi đua năm 2026 của Cụm thi đua số 8 ngày 20 tháng 02 năm 2026",
        "Căn cứ Phụ lục sửa đổi, bổ sung Giao ước thi đua năm 2026 của Cụm thi đua số 8 ngày 20 tháng 02 năm 2026",
    ]
    clause, _force = scene.pact.paper.snapshot["clauses"]
    assert (clause["body"], [target["code"] for target in clause["targets"]]) == (
        "Bổ sung chỉ tiêu:",
        ["NV13"],
    )


def test_a_void_amendment_is_begun_again_with_its_text(scene):
    scene.amend()
    change(scene.pact, "92")
    scene.freeze()
    void = rounds.void(pact=scene.pact, reason="Sai số liệu", by=scene.leader, at=at(22))

    again = starting.start_again(pact=void, by=scene.leader, at=at(23))

    assert (again.amends, again.based_on) == (scene.original, void)
    assert Target.objects.get(clause__pact=again, code="NV01").value == 92
    assert starting.start_again(pact=void, by=scene.leader, at=at(24)) == again


def test_a_void_amendment_does_not_come_back_over_one_that_is_in_force_since(scene):
    scene.amend()
    change(scene.pact, "95")
    scene.freeze()
    void = rounds.void(pact=scene.pact, reason="Sai số liệu", by=scene.leader, at=at(22))
    scene.pact = scene.original
    amended(scene, "92", minute=23)

    with pytest.raises(ValidationError):
        starting.start_again(pact=void, by=scene.leader, at=at(40))

    assert Pact.objects.count() == 3


def test_a_void_pact_that_was_drafted_anew_is_not_begun_again_beside_its_amendment(scene):
    amendment = scene.amend()
    rival = Pact.objects.create(cluster=scene.cluster, version=9, status=PactStatus.VOID)

    assert starting.start_again(pact=rival, by=scene.leader, at=at(30)) == scene.original
    assert amendment.amends == scene.original
