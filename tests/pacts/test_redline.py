"""What changed between two texts of a pact."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random
from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from pacts.redline import ClauseText, Piece, TargetText, Text, compare, words


def clause(identity: str, heading: str = "", body: str = "", *targets: TargetText) -> ClauseText:
    return ClauseText(
        identity=identity, heading=heading or f"Nội dung {identity}", body=body, targets=targets
    )


def target(identity: str, value: str, text: str = "Giải quyết tố giác", code: str = "NV01") -> TargetText:
    number = Decimal(value)
    return TargetText(
        identity=identity, code=code, text=text, requirement=f"từ {number} % trở lên", value=number
    )


def test_words_tell_what_was_taken_out_and_put_in():
    assert words("sơ kết trước ngày 15/7", "sơ kết chậm nhất ngày 15/7") == (
        Piece("same", "sơ kết "),
        Piece("removed", "trước "),
        Piece("added", "chậm nhất "),
        Piece("same", "ngày 15/7"),
    )


def test_a_number_is_one_word():
    assert words("đạt 1.234,5 vụ", "đạt 1.234,6 vụ") == (
        Piece("same", "đạt "),
        Piece("removed", "1.234,5 "),
        Piece("added", "1.234,6 "),
        Piece("same", "vụ"),
    )


def test_spaces_and_line_ends_change_nothing():
    assert words("một  hai\nba", "một hai ba ") == (Piece("same", "một hai ba "),)


def test_equal_texts_have_no_change():
    text = Text(fields=(("theme", "Đoàn kết"),), clauses=(clause("a", "", "nội dung", target("t", "90")),))

    found = compare(text, text)

    assert (found.is_same, found.numbers) == (True, ())


def test_a_changed_number_is_told_as_two_numbers():
    older = Text(clauses=(clause("a", "", "", target("t", "90"), target("u", "70")),))
    newer = Text(clauses=(clause("a", "", "", target("t", "95"), target("u", "70")),))

    found = compare(older, newer)

    assert [(it.code, it.old_value, it.new_value) for it in found.numbers] == [
        ("NV01", Decimal("90"), Decimal("95"))
    ]
    assert [it.fate for it in found.clauses[0].targets] == ["changed", "same"]
    assert found.clauses[0].fate == "changed"


def test_a_clause_that_stands_elsewhere_is_one_move():
    older = Text(clauses=tuple(clause(name) for name in "abcd"))
    newer = Text(clauses=tuple(clause(name) for name in "dabc"))

    found = compare(older, newer)

    assert [(it.number, it.fate, it.moved_from) for it in found.clauses] == [
        (1, "same", 4),
        (2, "same", None),
        (3, "same", None),
        (4, "same", None),
    ]


def test_what_was_removed_stands_where_it_stood():
    older = Text(clauses=tuple(clause(name) for name in "abc"))
    newer = Text(clauses=(clause("a"), clause("c"), clause("x")))

    found = compare(older, newer)

    assert [(it.fate, it.number) for it in found.clauses] == [
        ("same", 1),
        ("removed", 2),
        ("same", 2),
        ("added", 3),
    ]


def test_what_was_removed_at_the_beginning_stands_first():
    found = compare(Text(clauses=(clause("a"), clause("b"))), Text(clauses=(clause("b"),)))

    assert [it.fate for it in found.clauses] == ["removed", "same"]


def test_fields_are_compared_by_name_and_a_dropped_one_is_kept():
    found = compare(Text(fields=(("theme", "A"), ("motto", "B"))), Text(fields=(("theme", "A"),)))

    assert [(it.name, it.is_same) for it in found.fields] == [("theme", True), ("motto", False)]


def test_a_target_with_another_code_is_changed():
    older = Text(clauses=(clause("a", "", "", target("t", "90")),))
    newer = Text(clauses=(clause("a", "", "", target("t", "90", code="NV02")),))

    assert [it.fate for it in compare(older, newer).clauses[0].targets] == ["changed"]


names = st.lists(st.sampled_from("abcdefghij"), unique=True)


@given(names, names, st.randoms())
def test_the_newer_text_can_be_read_off_the_comparison(before: list[str], after: list[str], chance: Random):
    older = Text(clauses=tuple(clause(name, "", str(chance.randint(1, 3))) for name in before))
    newer = Text(clauses=tuple(clause(name, "", str(chance.randint(1, 3))) for name in after))

    found = compare(older, newer).clauses

    def read(kind: str) -> list[str]:
        return ["".join(it.text for it in change.heading if it.kind in ("same", kind)) for change in found]

    assert [text for text in read("added") if text] == [it.heading for it in newer.clauses]
    assert sorted(text for text in read("removed") if text) == sorted(it.heading for it in older.clauses)
    assert {it.fate for it in found if it.moved_from} <= {"same", "changed"}


@given(st.text(), st.text())
def test_words_lose_nothing(older: str, newer: str):
    pieces = words(older, newer)

    def bare(kind: str) -> list[str]:
        return "".join(it.text for it in pieces if it.kind in ("same", kind)).split()

    assert "".join(bare("added")) == "".join(newer.split())
    assert "".join(bare("removed")) == "".join(older.split())


# --- targets between clauses, sections, details


def test_a_target_under_another_clause_has_moved_and_is_told_once():
    older = Text(clauses=(clause("a", "", "", target("t", "90")), clause("b")))
    newer = Text(clauses=(clause("a"), clause("b", "", "", target("t", "95"))))

    found = compare(older, newer)

    assert [len(it.targets) for it in found.clauses] == [0, 1]
    moved = found.clauses[1].targets[0]
    assert (moved.fate, moved.from_clause, moved.old_value, moved.new_value) == ("changed", 1, 90, 95)
    assert (found.is_same, found.count) == (False, 1)


def test_a_target_of_a_removed_clause_that_stands_elsewhere_is_not_removed():
    older = Text(clauses=(clause("a", "", "", target("t", "90"), target("u", "70")), clause("b")))
    newer = Text(clauses=(clause("b", "", "", target("t", "90")),))

    found = compare(older, newer)

    assert [(it.fate, [t.fate for t in it.targets]) for it in found.clauses] == [
        ("removed", ["removed"]),
        ("changed", ["same"]),
    ]
    assert found.clauses[1].targets[0].has_moved


def test_a_target_that_changes_places_in_its_clause_has_moved():
    one, two, three = target("t", "90"), target("u", "70"), target("v", "50")
    older, newer = (
        Text(clauses=(clause("a", "", "", one, two, three),)),
        Text(clauses=(clause("a", "", "", three, one, two),)),
    )

    assert [it.moved_from for it in compare(older, newer).clauses[0].targets] == [3, None, None]


def test_at_least_that_becomes_at_most_is_another_number_to_reach():
    one = target("t", "90")
    other = replace(one, requirement="không quá 90 %")
    found = compare(Text(clauses=(clause("a", "", "", one),)), Text(clauses=(clause("a", "", "", other),)))

    assert [(it.old.requirement, it.new.requirement) for it in found.numbers] == [
        ("từ 90 % trở lên", "không quá 90 %")
    ]


def test_how_a_number_is_counted_is_compared_too():
    one = replace(target("t", "90"), details="Nguồn số liệu: Biểu 01")
    other = replace(one, details="Nguồn số liệu: Biểu 02")
    found = compare(Text(clauses=(clause("a", "", "", one),)), Text(clauses=(clause("a", "", "", other),)))

    assert [(it.fate, it.has_other_number) for it in found.targets] == [("changed", False)]


def test_a_section_with_another_heading_is_one_change_of_all_its_clauses():
    older = Text(clauses=tuple(replace(clause(name), section="I. Cũ") for name in "abc"))
    newer = Text(clauses=tuple(replace(clause(name), section="I. Mới") for name in "abc"))

    found = compare(older, newer)

    assert (found.is_same, found.count, {it.fate for it in found.clauses}) == (False, 1, {"same"})


def test_each_change_is_counted_once():
    older = Text(
        fields=(("theme", "A"), ("motto", "B")),
        clauses=(clause("a", "", "lời", target("t", "90"), target("u", "70")), clause("b"), clause("c")),
    )
    newer = Text(
        fields=(("theme", "A"), ("motto", "C")),
        clauses=(clause("c"), clause("a", "", "lời khác", target("t", "95"), target("u", "70")), clause("x")),
    )

    # the motto, c moved, a reworded, its number, b removed, x added
    assert compare(older, newer).count == 6


def test_a_target_that_came_or_went_has_no_changed_number():
    found = compare(
        Text(clauses=(clause("a", "", "", target("t", "90")),)),
        Text(clauses=(clause("a", "", "", target("u", "80", "Khác", "NV02")),)),
    )

    assert [(it.fate, it.has_other_number, it.old_value, it.new_value) for it in found.targets] == [
        ("removed", False, None, None),
        ("added", False, None, None),
    ]


# --- texts of different origin


def test_strange_clauses_with_the_same_heading_are_matched_and_marked_as_a_guess():
    older = Text(clauses=(clause("a", "Chỉ tiêu  nghiệp vụ.", "", target("t", "90")), clause("b", "Khác")))
    newer = Text(
        clauses=(clause("x", "Chỉ tiêu nghiệp vụ", "", target("y", "95")), clause("z", "Khác hẳn hoàn toàn"))
    )

    found = compare(older, newer)

    assert found.guessed == {"x", "y"}
    assert [it.fate for it in found.clauses] == ["changed", "removed", "added"]
    assert [(it.old_value, it.new_value) for it in found.numbers] == [(90, 95)]


def test_strange_targets_are_matched_by_their_words_before_their_codes():
    older = Text(clauses=(clause("a", "", "", target("t", "1", "Một", "01"), target("u", "2", "Hai", "02")),))
    newer = Text(clauses=(clause("a", "", "", target("x", "3", "Hai", "01"), target("y", "4", "Ba", "02")),))

    found = compare(older, newer).clauses[0].targets

    assert [(it.fate, it.new and it.new.identity, it.old and it.old.identity) for it in found] == [
        ("removed", None, "t"),
        ("changed", "x", "x"),
        ("added", "y", None),
    ]


def test_two_strange_clauses_with_one_heading_are_not_guessed():
    older = Text(clauses=(clause("a", "Trùng"), clause("b", "Trùng")))
    newer = Text(clauses=(clause("x", "Trùng"),))

    found = compare(older, newer)

    assert (found.guessed, [it.fate for it in found.clauses]) == (
        frozenset(),
        ["removed", "removed", "added"],
    )


def test_a_known_clause_is_never_matched_by_its_heading():
    older = Text(clauses=(clause("a", "Một"), clause("b", "Hai")))
    newer = Text(clauses=(clause("a", "Hai"), clause("x", "Một")))

    assert compare(older, newer).guessed == frozenset()


# --- limits


def seconds(act) -> float:
    start = process_time()
    act()
    return process_time() - start


def test_forty_clauses_with_sixty_targets_take_less_than_a_fifth_of_a_second():
    chance = Random(1)  # noqa: S311 - a text, not a secret
    said = [f"từ{number}" for number in range(400)]

    def body() -> str:
        return " ".join(chance.choices(said, k=120))

    def text(value: str) -> Text:
        return Text(
            clauses=tuple(
                clause(
                    f"c{number}",
                    "",
                    body(),
                    *(target(f"t{number}-{n}", value) for n in range(2 if number % 2 else 1)),
                )
                for number in range(40)
            )
        )

    older = text("90")
    newer = replace(
        older,
        clauses=tuple(
            replace(it, body=it.body.replace("từ1", "khác"), targets=other.targets)
            for it, other in zip(reversed(older.clauses), reversed(text("95").clauses), strict=True)
        ),
    )

    spent = seconds(lambda: compare(older, newer))

    assert len(list(compare(older, newer).targets)) == 60
    assert spent < 0.2


def test_a_hostile_clause_does_not_hang():
    older = Text(clauses=tuple(clause(f"c{n}", "", "a " * 50_000) for n in range(5)))
    newer = Text(clauses=tuple(clause(f"c{n}", "", "a b " * 25_000) for n in range(5)))

    spent = seconds(lambda: compare(older, newer))

    assert spent < 5
    assert compare(older, newer).clauses[0].body == (
        Piece("removed", older.clauses[0].body),
        Piece("added", newer.clauses[0].body),
    )


def test_lines_that_are_too_many_and_too_alike_are_replaced_as_a_whole():
    older, newer = "a\n" * 3_000, "b\na\n" * 1_500

    assert words(older, newer) == (Piece("removed", older), Piece("added", newer))


def test_a_text_too_long_for_words_is_compared_by_lines():
    lines = ["a b " * 300 + f"{number}\n" for number in range(30)]
    newer = ["b a c " * 300 + "đầu\n", *lines[:-1], "b a " * 300 + "cuối\n"]

    found = words("x\n" + "".join(lines), "".join(newer))

    assert [piece.kind for piece in found] == ["removed", "added", "same", "removed", "added"]
    assert found[2].text == "".join(lines[:-1])


def test_many_hostile_clauses_share_one_limit():
    older = Text(clauses=tuple(clause(f"c{n}", "", "a b " * 1_000) for n in range(100)))
    newer = Text(clauses=tuple(clause(f"c{n}", "", "b c a " * 700) for n in range(100)))

    assert seconds(lambda: compare(older, newer)) < 5
