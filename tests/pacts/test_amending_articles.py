"""A comparison in the words of an amending paper: each change has its sentence, and nothing else has one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pacts.redline import Article, TargetText, Text, articles, compare
from tests.pacts.test_redline import clause, target

FIRST = clause(
    "a", "Nghiệp vụ", "Đạt các chỉ tiêu:", target("t", "90"), target("u", "70", "Kháng nghị", "NV09")
)
SECOND = clause("b", "Sơ kết", "Sơ kết trước ngày 15/7.")
THIRD = clause("c", "Trách nhiệm", "Thủ trưởng chịu trách nhiệm.")
TEXT = Text(
    fields=(
        ("legal_bases", "Căn cứ Luật;\nCăn cứ Thông tư"),
        ("theme", "Đoàn kết"),
        ("motto", ""),
        ("closing", "Hết."),
    ),
    clauses=(FIRST, SECOND, THIRD),
)


def amended(*clauses, **fields) -> tuple[Article, ...]:
    new = dict(TEXT.fields) | fields
    return articles(compare(TEXT, Text(fields=tuple(new.items()), clauses=clauses or TEXT.clauses)))


def with_targets(*targets: TargetText):
    return replace(FIRST, targets=targets)


def test_a_text_that_stays_has_no_article():
    assert amended() == ()


def test_a_number_is_told_as_two_numbers():
    changed = with_targets(target("t", "92"), FIRST.targets[1])

    assert amended(changed, SECOND, THIRD) == (
        Article(
            "Sửa đổi, bổ sung Điều 1 (Nghiệp vụ)",
            ("Chỉ tiêu NV01 “Giải quyết tố giác”: từ 90 % trở lên sửa thành từ 92 % trở lên.",),
        ),
    )


@pytest.mark.parametrize(
    ("targets", "line"),
    [
        ((FIRST.targets[0],), "Bãi bỏ chỉ tiêu NV09 “Kháng nghị” (từ 70 % trở lên)."),
        (FIRST.targets[::-1], "Chỉ tiêu NV09 “Kháng nghị” chuyển từ dòng 2 sang dòng 1."),
        (
            (replace(FIRST.targets[0], code="NV02"), FIRST.targets[1]),
            "Chỉ tiêu NV01 “Giải quyết tố giác” đổi mã thành NV02.",
        ),
        (
            (replace(FIRST.targets[0], text="Giải quyết tố giác, tin báo"), FIRST.targets[1]),
            "Chỉ tiêu NV01 “Giải quyết tố giác” sửa lời thành “Giải quyết tố giác, tin báo”.",
        ),
        (
            (replace(FIRST.targets[0], details="Tử số: a\nMẫu số: b"), FIRST.targets[1]),
            "Chỉ tiêu NV01 “Giải quyết tố giác”, cách tính và nguồn số liệu: không quy định sửa thành "
            "“Tử số: a; Mẫu số: b”.",
        ),
    ],
    ids=["removed", "moved", "another code", "other words", "other details"],
)
def test_what_became_of_a_target_is_one_sentence(targets, line):
    (article,) = amended(with_targets(*targets), SECOND, THIRD)

    assert (article.lines, article.targets) == ((line,), ())


def test_new_targets_come_as_a_table_behind_their_sentence():
    new = target("v", "30", "Số hóa hồ sơ", "NV13")

    (article,) = amended(with_targets(*FIRST.targets, new), SECOND, THIRD)

    assert (article.lines, article.targets) == (("Bổ sung chỉ tiêu:",), (new,))


def test_a_target_that_goes_to_another_article_is_told_there():
    (article,) = amended(with_targets(FIRST.targets[0]), replace(SECOND, targets=FIRST.targets[1:]), THIRD)

    assert article == Article(
        "Sửa đổi, bổ sung Điều 2 (Sơ kết)", ("Chỉ tiêu NV09 “Kháng nghị” chuyển từ Điều 1 sang điều này.",)
    )


def test_new_wording_is_given_in_full_paragraph_by_paragraph():
    (article,) = amended(
        FIRST, replace(SECOND, heading="Sơ kết, tổng kết", body="Trước 20/7.\nGửi báo cáo."), THIRD
    )

    assert article.lines == (
        "Tên điều “Sơ kết” sửa thành “Sơ kết, tổng kết”.", "Nội dung sửa thành:", "“Trước 20/7.", "Gửi báo cáo.”.",
    )  # fmt: skip


def test_an_article_that_is_removed_numbers_those_behind_it_anew():
    assert amended(FIRST, THIRD) == (
        Article("Bãi bỏ Điều 2 (Sơ kết)", ("Bãi bỏ Điều 2.",)),
        Article("Đánh số lại các điều", ("Sau khi sửa đổi, bổ sung, đánh số lại: Điều 3 thành Điều 2.",)),
    )


def test_an_article_goes_with_its_targets():
    removed, _numbers = amended(SECOND, THIRD)

    assert removed.lines == ("Bãi bỏ Điều 1 cùng các chỉ tiêu NV01, NV09.",)


def test_a_new_article_is_quoted_with_its_number_section_and_targets():
    new = replace(
        clause("d", "Tổng kết", "Tổng kết cuối năm.", target("w", "1", "Hội nghị", "TD01")), section="II"
    )

    added, *others = amended(FIRST, SECOND, THIRD, new)

    assert others == []
    assert added == Article(
        "Bổ sung điều “Tổng kết”",
        (
            "Bổ sung Điều 4 vào phần “II” như sau:",
            "“Điều 4. Tổng kết",
            "Tổng kết cuối năm.”.",
            "Bổ sung chỉ tiêu:",
        ),
        new.targets,
    )


def test_articles_in_another_order_are_only_numbered_anew():
    assert amended(FIRST, THIRD, SECOND) == (
        Article(
            "Đánh số lại các điều",
            ("Sau khi sửa đổi, bổ sung, đánh số lại: Điều 3 thành Điều 2; Điều 2 thành Điều 3.",),
        ),
    )


def test_the_parts_beside_the_articles_are_told_in_one_article():
    (article,) = amended(
        legal_bases="Căn cứ Luật;\nCăn cứ Chỉ thị", theme="Kỷ cương", motto="Thực chất", closing=""
    )

    assert article == Article(
        "Sửa đổi, bổ sung căn cứ, chủ đề, phương châm, phần kết",
        (
            "Bổ sung căn cứ: “Căn cứ Chỉ thị”.",
            "Bỏ căn cứ: “Căn cứ Thông tư”.",
            "Chủ đề “Đoàn kết” sửa thành “Kỷ cương”.",
            "Bổ sung phương châm:",
            "“Thực chất”.",
            "Bỏ phần kết:",
            "“Hết.”.",
        ),
    )


def test_bases_in_another_order_are_listed():
    (article,) = amended(legal_bases="Căn cứ Thông tư\nCăn cứ Luật;")

    assert article.lines == ("Căn cứ được sắp xếp theo thứ tự: “Căn cứ Thông tư”; “Căn cứ Luật”.",)


def test_a_section_under_another_name_is_one_sentence_and_a_clause_that_moves_another():
    old = [replace(one, section=name) for one, name in zip(TEXT.clauses, ("A", "A", "B"), strict=True)]
    new = [replace(one, section=name) for one, name in zip(TEXT.clauses, ("C", "C", ""), strict=True)]

    (article,) = articles(compare(Text(clauses=tuple(old)), Text(clauses=tuple(new))))

    assert article.lines == (
        "Phần “A” đổi tên thành phần “C”.",
        "Điều 3 (Trách nhiệm) chuyển từ phần “B” sang phần không có tên.",
    )


some_targets = st.lists(
    st.builds(target, st.sampled_from("tuvw"), st.sampled_from(("90", "92")), st.sampled_from(("Án", "Tin"))),
    max_size=3,
    unique_by=lambda one: one.identity,
)


@st.composite
def texts(draw) -> Text:
    clauses, taken = [], set()
    for identity in draw(st.lists(st.sampled_from("abcd"), max_size=4, unique=True)):
        held = [one for one in draw(some_targets) if one.identity not in taken]
        taken |= {one.identity for one in held}
        words = [draw(st.sampled_from(("", "một", "hai ba"))) for _part in range(2)]
        made = clause(identity, words[0], words[1], *held)
        clauses.append(replace(made, section=draw(st.sampled_from(("", "A", "B")))))
    fields = tuple((name, draw(st.sampled_from(("", "x", "x\ny")))) for name in ("legal_bases", "theme"))
    return Text(fields=fields, clauses=tuple(clauses))


@given(texts(), texts())
def test_there_is_an_article_exactly_where_something_differs_and_none_is_empty(older, newer):
    redline = compare(older, newer)

    found = articles(redline)

    assert bool(found) == (not redline.is_same)
    assert all(article.lines for article in found)
