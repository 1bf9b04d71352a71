"""The Word file: accepted it is the newer text, rejected the older one; Word's own marks say who and when."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pacts.exports.redline_word import docx
from pacts.exports.tracked import paragraphs_of
from pacts.queries.redlines import Comparison, Version
from pacts.redline import ClauseText, Piece, TargetText, Text, compare

AT = datetime(2026, 2, 20, 2, 30, tzinfo=UTC)


def word(older: Text, newer: Text, author: str = "Trần Thị B") -> bytes:
    versions = Version("draft-1", "Bản lưu số 1"), Version("now", "Bản thảo hiện nay", AT, author)
    return docx(Comparison("Giao ước", *versions, compare(older, newer)), at=AT)


def body(content: bytes):
    return Document(BytesIO(content)).element.body


def decided(content: bytes, *, accept: bool) -> list[str]:
    """The lines of the text after all changes are accepted, or rejected, by the rules of ECMA-376, 17.13.5."""
    stays, goes = ("w:ins", "w:del") if accept else ("w:del", "w:ins")
    root = body(content)
    for row in root.findall(f".//{qn('w:tr')}"):
        if row.find(f"{qn('w:trPr')}/{qn(goes)}") is not None:
            row.getparent().remove(row)
    for mark in root.findall(f".//{qn('w:p')}/{qn(goes)}"):
        mark.getparent().remove(mark)
    lines, open_line = [], ""
    for paragraph in root.iter(qn("w:p")):
        texts = (qn("w:t"), qn("w:delText"))
        open_line += "".join(it.text or "" for it in paragraph.iter(*texts))
        if paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn(goes)}") is None:
            lines.append(open_line)
            open_line = ""
    assert stays != goes
    return [" ".join(line.split()) for line in [*lines, open_line] if line.strip()]


def lines(text: Text) -> list[str]:
    """What the text says, line by line, as the file sets it out."""
    fields = dict(text.fields)
    found = fields.get("legal_bases", "").split("\n")
    found += [f"Chủ đề: {fields['theme']}" if fields.get("theme") else ""]
    section = ""
    for number, clause in enumerate(text.clauses, start=1):
        found += [clause.section if clause.section != section else ""]
        section = clause.section
        found += [f"Điều {number}. {clause.heading}", *clause.body.split("\n")]
        found += ["Mã", "Chỉ tiêu", "Mức phấn đấu"] if clause.targets else []
        for target in clause.targets:
            found += [target.code, target.text, *target.details.split("\n"), target.requirement]
    found += fields.get("closing", "").split("\n")
    return [" ".join(line.split()) for line in found if line.strip()]


def target(identity: str, value: int, text: str = "Giải quyết tố giác", details: str = "") -> TargetText:
    return TargetText(
        identity=identity,
        code=f"NV-{identity}",
        text=text,
        requirement=f"từ {value} % trở lên",
        value=Decimal(value),
        details=details,
    )


def clause(identity: str, body: str = "", section: str = "", *targets: TargetText) -> ClauseText:
    return ClauseText(
        identity=identity, heading=f"Nội dung {identity}", body=body, section=section, targets=targets
    )


OLDER = Text(
    fields=(("legal_bases", "Luật A\nNghị định B"), ("theme", "Đoàn kết"), ("closing", "Làm thành 06 bản.")),
    clauses=(
        clause("a", "Một dòng.\nHai dòng.", "I", target("t", 90), target("u", 70)),
        clause("b", "Bị bỏ.", "I"),
        clause("c", "Chuyển lên.", "II", target("v", 5, details="Nguồn số liệu: Biểu 01")),
    ),
)
NEWER = Text(
    fields=(
        ("legal_bases", "Luật A\nNghị định C\nQuyết định D"),
        ("theme", ""),
        ("closing", "Thành 08 bản."),
    ),
    clauses=(
        clause("c", "Chuyển lên đầu.", "II", target("v", 4, details="Nguồn số liệu: Biểu 02")),
        clause(
            "a", "Một dòng.\nDòng giữa.\nHai dòng.", "I", target("u", 70), target("w", 1), target("t", 95)
        ),
        clause("x", "Mới.", "III"),
    ),
)


def test_accepting_all_changes_gives_the_newer_text():
    assert decided(word(OLDER, NEWER), accept=True) == lines(NEWER)


def test_rejecting_all_changes_gives_the_older_text():
    assert decided(word(OLDER, NEWER), accept=False) == lines(OLDER)


said = st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=3).map(" ".join), max_size=3).map(
    "\n".join
)


@settings(max_examples=60, deadline=None)
@given(said, said)
def test_any_words_can_be_accepted_and_rejected(before, after):
    older, newer = (Text(clauses=(clause("a", it),)) for it in (before, after))

    content = word(older, newer)

    joined = [" ".join(decided(content, accept=accept)).split() for accept in (True, False)]
    assert joined == [" ".join(lines(it)).split() for it in (newer, older)]


@settings(max_examples=40, deadline=None)
@given(st.permutations("abcde"), st.permutations("abcde"), st.integers(0, 5), st.integers(0, 5))
def test_any_order_can_be_accepted_and_rejected(before, after, some, others):
    older, newer = (
        Text(
            clauses=tuple(
                clause(name, f"Lời {name}", "", target(name, place)) for place, name in enumerate(it)
            )
        )
        for it in (before[:some], after[:others])
    )

    content = word(older, newer)

    assert (decided(content, accept=True), decided(content, accept=False)) == (lines(newer), lines(older))


def test_every_change_bears_its_author_and_time_and_a_number_of_its_own():
    marks = list(body(word(OLDER, NEWER)).iter(qn("w:ins"), qn("w:del")))

    assert {mark.get(qn("w:author")) for mark in marks} == {"Trần Thị B"}
    assert {mark.get(qn("w:date")) for mark in marks} == {"2026-02-20T02:30:00Z"}
    assert len({mark.get(qn("w:id")) for mark in marks}) == len(marks) > 0


def test_a_moved_article_says_so_in_a_comment():
    document = Document(BytesIO(word(OLDER, NEWER)))

    assert [comment.text for comment in document.comments] == ["Chuyển từ Điều 3 lên Điều 1."]


def test_words_taken_out_are_written_as_deleted_text_and_never_as_text():
    root = body(word(OLDER, NEWER))

    assert [it for it in root.iter(qn("w:del")) if it.findall(f".//{qn('w:t')}")] == []
    assert "Bị bỏ." in [it.text for it in root.iter(qn("w:delText"))]


def test_whoever_goes_on_writing_is_tracked():
    settings_part = ZipFile(BytesIO(word(OLDER, NEWER))).read("word/settings.xml")

    names = [it.tag.split("}")[1] for it in etree.fromstring(settings_part)]
    assert names[names.index("trackRevisions") + 1] == "defaultTabStop"


def test_equal_texts_hold_no_mark():
    assert list(body(word(OLDER, OLDER)).iter(qn("w:ins"), qn("w:del"))) == []


def test_letters_that_a_file_cannot_hold_are_left_out():
    hostile = Text(clauses=(clause("a", "một\x00\x0b<w:p>&hai\ufffe"),))

    assert decided(word(Text(), hostile), accept=True) == ["Điều 1. Nội dung a", "một<w:p>&hai"]


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([Piece("same", "a\nb")], [("a", "same"), ("b", "same")]),
        ([Piece("same", "a\n"), Piece("added", "b")], [("a", "same"), ("b", "added")]),
        (
            [Piece("same", "x "), Piece("added", "y\nz "), Piece("same", "w")],
            [("x y", "added"), ("z w", "same")],
        ),
        ([Piece("removed", "a\nb")], [("a", "removed"), ("b", "removed")]),
        ([Piece("same", "a"), Piece("added", "b\nc")], [("ab", "added"), ("c", "same")]),
        ([], []),
    ],
)
def test_lines_end_as_their_words_came_or_went(pieces, expected):
    found = paragraphs_of(pieces)

    assert [("".join(it.text for it in line), end) for line, end in found] == expected
