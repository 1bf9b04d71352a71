"""A comparison as the articles of an amending paper say it: each change in words that amend the older text. Pure.

The words are those of a paper: Vietnamese and final. Articles are called by the numbers of the older text, those
that are added by the numbers of the newer one; who is numbered anew is said in an article of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pacts.redline.comparison import ClauseChange, FieldChange, Redline, TargetChange
from pacts.redline.text import ClauseText, TargetText
from pacts.redline.words import is_same

_NAMES = {
    "legal_bases": "căn cứ",
    "theme": "chủ đề",
    "motto": "phương châm",
    "preamble": "lời mở đầu",
    "movements": "phong trào thi đua",
    "closing": "phần kết",
}
_LISTS = frozenset({"legal_bases", "movements"})
_NO_SECTION = "phần không có tên"


@dataclass(frozen=True, slots=True)
class Article:
    """One article: what is amended, how, one sentence a line, and the targets that are added as they will read."""

    heading: str
    lines: tuple[str, ...]
    targets: tuple[TargetText, ...] = ()


def articles(redline: Redline) -> tuple[Article, ...]:
    """Everything that differs, and nothing else: none exactly where the two texts are the same."""
    numbers = {clause.identity: number for number, clause in enumerate(redline.older.clauses, start=1)}
    found = [*_fields(redline), *_clauses(redline, numbers), *_sections(redline, numbers)]
    return (*found, *_numbered_anew(redline, numbers))


# --- the parts beside the clauses


def _fields(redline: Redline) -> Iterator[Article]:
    old, new = dict(redline.older.fields), dict(redline.newer.fields)
    changed = [field for field in redline.fields if not field.is_same]
    if changed:
        lines = [
            line
            for field in changed
            for line in _field(field, old.get(field.name, ""), new.get(field.name, ""))
        ]
        yield Article("Sửa đổi, bổ sung " + ", ".join(_name(field) for field in changed), tuple(lines))


def _name(field: FieldChange) -> str:
    return _NAMES.get(field.name, field.name)


def _field(field: FieldChange, old: str, new: str) -> Iterator[str]:
    name = _name(field)
    if field.name in _LISTS:
        yield from _list(name, old.splitlines(), new.splitlines())
    elif not old.strip():
        yield from _quoted(f"Bổ sung {name}:", new)
    elif not new.strip():
        yield from _quoted(f"Bỏ {name}:", old)
    elif len(_lines(old)) == len(_lines(new)) == 1:
        yield f"{name.capitalize()} “{old.strip()}” sửa thành “{new.strip()}”."
    else:
        yield from _quoted(f"{name.capitalize()} sửa thành:", new)


def _list(name: str, old: list[str], new: list[str]) -> Iterator[str]:
    added, removed = [one for one in new if one not in old], [one for one in old if one not in new]
    yield from (f"Bổ sung {name}: “{_bare(one)}”." for one in added)
    yield from (f"Bỏ {name}: “{_bare(one)}”." for one in removed)
    if [one for one in old if one in new] != [one for one in new if one in old]:
        listed = "; ".join(f"“{_bare(one)}”" for one in new)
        yield f"{name.capitalize()} được sắp xếp theo thứ tự: {listed}."


# --- the clauses


def _clauses(redline: Redline, numbers: dict[str, int]) -> Iterator[Article]:
    for change in redline.clauses:
        if change.new and not change.old:
            yield _added(change.new, change.number, change.targets)
        elif change.old and not change.new:
            yield _removed(change.old, change.number, change.targets)
        elif change.old and change.new and change.fate == "changed":
            yield _changed(change, change.old, change.new, numbers[change.old.identity])


def _added(clause: ClauseText, number: int, targets: tuple[TargetChange, ...]) -> Article:
    where = f" vào phần “{clause.section}”" if clause.section else ""
    words = [f"“Điều {number}. {clause.heading}", *_lines(clause.body)]
    words[-1] += "”."
    moved = [line for target in targets if target.old for line in _target(target, clause)]
    new = _new_targets(targets)
    lines = [f"Bổ sung Điều {number}{where} như sau:", *words, *moved, *_introduced(new)]
    return Article(f"Bổ sung điều “{clause.heading}”", tuple(lines), new)


def _removed(clause: ClauseText, number: int, targets: tuple[TargetChange, ...]) -> Article:
    codes = ", ".join(target.code for target in targets)
    lines = (f"Bãi bỏ Điều {number}" + (f" cùng các chỉ tiêu {codes}." if codes else "."),)
    return Article(f"Bãi bỏ Điều {number} ({clause.heading})", lines)


def _changed(change: ClauseChange, old: ClauseText, new: ClauseText, number: int) -> Article:
    lines: list[str] = []
    if not is_same(change.heading):
        lines.append(f"Tên điều “{old.heading}” sửa thành “{new.heading}”.")
    if not is_same(change.body):
        lines += _body(old.body, new.body)
    for target in change.targets:
        lines += _target(target, new)
    added = _new_targets(change.targets)
    return Article(f"Sửa đổi, bổ sung Điều {number} ({old.heading})", (*lines, *_introduced(added)), added)


def _body(old: str, new: str) -> Iterator[str]:
    if not new.strip():
        yield from _quoted("Bỏ nội dung:", old)
    else:
        yield from _quoted("Bổ sung nội dung:" if not old.strip() else "Nội dung sửa thành:", new)


# --- the targets


def _new_targets(targets: tuple[TargetChange, ...]) -> tuple[TargetText, ...]:
    return tuple(target.new for target in targets if target.new and not target.old)


def _introduced(added: tuple[TargetText, ...]) -> tuple[str, ...]:
    return ("Bổ sung chỉ tiêu:",) if added else ()


def _target(change: TargetChange, home: ClauseText) -> Iterator[str]:
    """What became of a target that the older text has."""
    old, new = change.old, change.new
    if old and not new:
        yield f"Bãi bỏ chỉ tiêu {old.code} “{old.text}” ({old.requirement})."
    elif old and new:
        name = f"Chỉ tiêu {old.code} “{old.text}”"
        if change.from_clause is not None:
            yield f"{name} chuyển từ Điều {change.from_clause} sang điều này."
        elif change.moved_from is not None:
            place = home.targets.index(new) + 1
            yield f"{name} chuyển từ dòng {change.moved_from} sang dòng {place}."
        yield from _reworded(change, old, new, name)


def _reworded(change: TargetChange, old: TargetText, new: TargetText, name: str) -> Iterator[str]:
    if old.code != new.code:
        yield f"{name} đổi mã thành {new.code}."
    if not is_same(change.words):
        yield f"{name} sửa lời thành “{new.text}”."
    if change.has_other_number:
        yield f"{name}: {old.requirement} sửa thành {new.requirement}."
    if not is_same(change.details):
        yield f"{name}, cách tính và nguồn số liệu: {_facts(old)} sửa thành {_facts(new)}."


def _facts(target: TargetText) -> str:
    return f"“{'; '.join(_lines(target.details))}”" if target.details.strip() else "không quy định"


# --- sections and numbers


def _sections(redline: Redline, numbers: dict[str, int]) -> Iterator[Article]:
    """Sections that bear another name, and clauses that went to another one."""
    both = [(change.old, change.new) for change in redline.clauses if change.old and change.new]
    before, after = {old.section for old, _new in both}, {new.section for _old, new in both}
    changed = [
        (change.old, change.new)
        for change in redline.clauses
        if change.old and change.new and not is_same(change.section)
    ]
    pairs = {(old.section, new.section) for old, new in changed}
    renamed = {
        pair
        for pair in pairs
        if all(pair) and pair[1] not in before and pair[0] not in after
        and {new.section for old, new in both if old.section == pair[0]} == {pair[1]}
        and {old.section for old, new in both if new.section == pair[1]} == {pair[0]}
    }  # fmt: skip
    lines = [f"Phần “{old}” đổi tên thành phần “{new}”." for old, new in sorted(renamed)]
    for old, new in changed:
        if (old.section, new.section) not in renamed:
            sections = f"{_section(old.section)} sang {_section(new.section)}"
            lines.append(f"Điều {numbers[old.identity]} ({old.heading}) chuyển từ {sections}.")
    if lines:
        yield Article("Sửa đổi, bổ sung các phần", tuple(lines))


def _section(name: str) -> str:
    return f"phần “{name}”" if name else _NO_SECTION


def _numbered_anew(redline: Redline, numbers: dict[str, int]) -> Iterator[Article]:
    pairs = [
        (numbers[clause.identity], number)
        for number, clause in enumerate(redline.newer.clauses, start=1)
        if numbers.get(clause.identity, number) != number
    ]
    if pairs:
        words = "; ".join(f"Điều {old} thành Điều {new}" for old, new in pairs)
        yield Article("Đánh số lại các điều", (f"Sau khi sửa đổi, bổ sung, đánh số lại: {words}.",))


# --- words


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _bare(text: str) -> str:
    return text.strip().rstrip(";.,").rstrip()


def _quoted(before: str, text: str) -> Iterator[str]:
    """The text in full between quotation marks, paragraph by paragraph."""
    lines = _lines(text)
    yield before
    for place, line in enumerate(lines, start=1):
        yield ("“" if place == 1 else "") + line + ("”." if place == len(lines) else "")
