"""What a text can be compared with, and what the reader is told."""

from __future__ import annotations

import pytest

from pacts.enums import DraftOccasion
from pacts.models import Pact
from pacts.permissions import visible_pacts
from pacts.queries import redlines
from pacts.queries.texts import text_of
from pacts.redline import ClauseText, Text, compare
from pacts.services import drafting, keeping, reading
from tests.factories.pacts import TODAY, SigningScene, at, make_signing_scene
from tests.factories.texts import add_target, change_text, write_text
from tests.factories.units import make_cluster, make_unit, make_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> SigningScene:
    scene = make_signing_scene(2, certificates=False)
    write_text(scene.draft())
    return scene


def offered(scene: SigningScene, pact: Pact | None = None) -> list[redlines.Version]:
    return redlines.versions(pact or scene.pact, scene.officer, visible_pacts(scene.officer, TODAY))


def compared(scene: SigningScene, older: str, newer: str = redlines.NOW) -> redlines.Comparison:
    known = {version.key: version for version in offered(scene)}
    return redlines.comparison(scene.pact, known[older], known[newer], scene.officer)


def test_a_draft_that_was_never_kept_can_be_compared_with_nothing(scene):
    found = offered(scene)

    assert [version.key for version in found] == ["now"]
    assert redlines.usual_pair(scene.pact, found) == ("now", "now")


def test_kept_drafts_and_the_own_reading_stand_before_the_text_of_now(scene):
    keeping.keep(pact=scene.pact, by=scene.officer, at=at(3), note="trước khi họp")
    reading.mark_read(pact=scene.pact, by=scene.officer, at=at(4))
    reading.mark_read(pact=scene.pact, by=scene.heads[1], at=at(5))

    assert [(version.key, version.label) for version in offered(scene)] == [
        ("draft-1", "Bản lưu số 1, 20/02/2026 09:03: Đơn vị Cụm trưởng, Khối trưởng lưu – trước khi họp"),
        ("read", "Bản đồng chí đã đọc lúc 20/02/2026 09:04"),
        ("now", "Bản thảo hiện nay"),
    ]


def test_the_last_draft_is_compared_with_the_text_of_now_and_each_change_is_told(scene):
    keeping.keep(pact=scene.pact, by=scene.officer, at=at(3))
    change_text(scene.pact)

    found = compared(scene, "draft-1")

    assert redlines.usual_pair(scene.pact, offered(scene)) == ("draft-1", "now")
    assert [(it.old.requirement, it.new.requirement) for it in found.numbers] == [
        ("từ 90 % trở lên", "từ 95 % trở lên")
    ]
    assert [(it.where, it.old, it.new) for it in found.word_numbers] == [("Điều 2", "15/7", "20/7")]
    assert [(it.number, it.moved_from) for it in found.moved] == [(1, 3)]
    assert [it.old.heading for it in found.removed] == ["Sơ kết"]
    assert [it.new.heading for it in found.added] == ["Tổng kết"]
    assert (found.redline.count, found.reworded) == (6, ["Chủ đề", "Điều 2"])
    assert [row.label for row in found.fields if not row.is_same] == ["Chủ đề"]


def test_targets_that_came_and_went_in_an_article_are_told_with_their_numbers(scene):
    keeping.keep(pact=scene.pact, by=scene.officer, at=at(3))
    clause = scene.pact.clauses.get(position=1)
    clause.targets.get(code="NV02").delete()
    add_target(clause, "NV03", "Tỷ lệ truy tố đúng tội danh", "98")

    found = compared(scene, "draft-1")

    assert [it.new.requirement for it in found.new_targets] == ["từ 98 % trở lên"]
    assert [it.old.requirement for it in found.gone_targets] == ["không quá 5 %"]
    assert (found.redline.count, found.reworded) == (2, [])


def test_a_frozen_text_is_the_one_that_was_kept_at_the_freeze(scene):
    keeping.keep_draft(pact=scene.pact, occasion=DraftOccasion.FROZEN, by=scene.leader, at=at(3))
    said = text_of(scene.pact)
    Pact.objects.filter(pk=scene.pact.pk).update(status="void")
    scene.pact.refresh_from_db()
    change_text(scene.pact)

    assert redlines.settled_text(scene.pact) == said
    assert offered(scene)[-1].label == "Văn bản đã chốt"
    assert redlines.usual_pair(scene.pact, offered(scene)) == ("now", "now")


def test_last_years_pact_of_the_same_cluster_is_offered_and_matched_by_its_words(scene):
    cluster = scene.cluster
    year = make_year(2025, cluster.year.organiser)
    before = make_cluster(year, scene.units, leader=scene.units[0], number=cluster.number)
    old = Pact.objects.create(cluster=before)
    write_text(old)

    found = compared(scene, f"pact-{old.pk}")

    assert redlines.usual_pair(scene.pact, offered(scene)) == (f"pact-{old.pk}", "now")
    assert {row.change.fate for row in found.clauses} == {"same"}
    assert len(found.guessed) == 5


def test_a_pact_that_the_reader_may_not_see_is_not_offered(scene):
    hidden = make_cluster(
        make_year(2025, make_unit("Cơ quan lạ", "organiser")), [make_unit("VKSND tỉnh Lạ")], number=4
    )
    Pact.objects.filter(pk=scene.pact.pk).update(based_on=Pact.objects.create(cluster=hidden))
    scene.pact.refresh_from_db()

    assert [version.key for version in offered(scene)] == ["now"]


def test_an_amendment_is_compared_with_what_it_amends(scene):
    Pact.objects.filter(pk=scene.pact.pk).update(status="void")
    amendment = Pact.objects.create(cluster=scene.cluster, version=2, amends=scene.pact)
    found = offered(scene, amendment)

    assert [version.label for version in found] == [
        "Giao ước cùng năm, phiên bản 1 (Đã hủy)",
        "Bản thảo hiện nay",
    ]
    assert redlines.usual_pair(amendment, found) == (f"pact-{scene.pact.pk}", "now")
    assert "Phụ lục sửa đổi, bổ sung cùng năm, phiên bản 2 (Dự thảo)" in [
        version.label for version in offered(scene)
    ]


# --- what is new since the last reading


def test_who_never_read_the_text_is_told_of_no_change(scene):
    assert redlines.news(scene.pact, scene.officer) == redlines.News(None)


def test_what_changed_since_the_last_reading_is_counted(scene):
    reading.mark_read(pact=scene.pact, by=scene.officer, at=at(4))
    unchanged = redlines.news(scene.pact, scene.officer)
    change_text(scene.pact)

    assert unchanged == redlines.News(at(4), 0)
    assert redlines.news(scene.pact, scene.officer) == redlines.News(at(4), 6)


def test_an_edit_that_was_taken_back_is_no_change(scene):
    reading.mark_read(pact=scene.pact, by=scene.officer, at=at(4))
    text = {name: getattr(scene.pact, name) for name in drafting.TEXT_FIELDS}
    for theme in ("Khác", text["theme"]):
        scene.pact = drafting.save_text(
            pact=scene.pact,
            text=text | {"theme": theme},
            edit_number=scene.pact.edit_number,
            by=scene.officer,
            at=at(5),
        )

    assert redlines.news(scene.pact, scene.officer).count == 0


# --- sections


def clause(name: str, section: str) -> ClauseText:
    return ClauseText(identity=name, heading=name, body="", section=section)


def sections(older: list[ClauseText], newer: list[ClauseText]) -> list:
    redline = compare(Text(clauses=tuple(older)), Text(clauses=tuple(newer)))
    found = redlines.Comparison(None, None, None, redline).clauses
    return [("".join(f"{it.kind[0]}:{it.text}" for it in row.section), row.sections) for row in found]


def test_a_section_stands_above_its_first_article_only():
    both = [clause("a", "I"), clause("b", "I"), clause("c", "II")]

    assert sections(both, both) == [("s:I", None), ("", None), ("s:II", None)]


def test_a_section_with_another_name_is_renamed_once():
    older, newer = [clause("a", "I cũ"), clause("b", "I cũ")], [clause("a", "I mới"), clause("b", "I mới")]

    assert sections(older, newer) == [("s:I r:cũa:mới", None), ("", None)]


def test_an_article_that_goes_to_another_section_says_so():
    older = [clause("a", "I"), clause("b", "I"), clause("c", "II")]
    newer = [clause("a", "I"), clause("b", "II"), clause("c", "II")]

    assert sections(older, newer) == [("s:I", None), ("s:II", ("I", "II")), ("", None)]


def test_a_section_that_went_with_its_articles_is_shown_as_removed():
    older = [clause("a", "I"), clause("b", "II"), clause("c", "II")]

    assert sections(older, [clause("a", "I")]) == [("s:I", None), ("r:II", None), ("", None)]


def test_a_new_section_is_shown_as_added():
    assert sections([clause("a", "I")], [clause("a", "I"), clause("b", "II")]) == [
        ("s:I", None),
        ("a:II", None),
    ]
