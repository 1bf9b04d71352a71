"""The page of one registration: who can be registered, what is, what the law says of it, how much is done."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from awards.enums import Verdict
from awards.models import EarnedTitle, Registration, RegistrationItem
from awards.queries.recipients import COLLECTIVE, PERSON, Recipient, recipients
from units.models import Person
from units.queries.gathering import Pill
from units.queries.names import Name, names_on
from units.text import search_form

_TONES = {
    Verdict.ELIGIBLE.value: ("ok", "check-lg"),
    Verdict.NOT_ELIGIBLE.value: ("bad", "exclamation-circle-fill"),
    Verdict.NOT_ENOUGH_DATA.value: ("wait", "hourglass-split"),
}
_COLUMNS = ("title", "commendation", "initiative", "note")


@dataclass(slots=True, kw_only=True)
class Row:
    """One line: stored values, or what was typed, and what is to be said about it."""

    key: str
    kind: str
    name: str
    position: str
    item: RegistrationItem | None
    values: dict[str, str]
    past: str = ""
    namesake: str = ""
    is_gone: bool = False
    pill: Pill | None = None
    tone: str = ""
    findings: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    stored: str = ""

    @property
    def needs_review(self) -> bool:
        return bool(self.errors or self.is_gone or self.tone in ("bad", "wait"))


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks for; each one can be taken away again."""

    text: str = ""
    title: str = ""
    review: bool = False

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Filters:
        title = query.get("title", "")
        known = title if title.isdecimal() or title in ("any", "none") else ""
        return cls(query.get("q", "").strip(), known, query.get("review") == "1")

    @property
    def is_set(self) -> bool:
        return bool(self.text or self.title or self.review)

    def let_through(self, row: Row) -> bool:
        chosen = row.values["title"], row.values["commendation"]
        if row.errors:
            return True
        if self.title == "any" and not any(chosen) or self.title == "none" and any(chosen):
            return False
        if self.title.isdecimal() and self.title not in chosen:
            return False
        if self.review and not row.needs_review:
            return False
        return search_form(self.text) in search_form(row.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    name: str
    people: int
    collectives: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    people: list[Row]
    collectives: list[Row]
    people_done: int
    people_total: int
    collectives_done: int
    collectives_total: int
    not_eligible: int
    not_enough: int
    totals: list[Total]
    # What is wrong with rows that were posted and stand on the page no more.
    lost: list[str]

    @property
    def to_review(self) -> int:
        return self.not_eligible + self.not_enough

    @property
    def with_errors(self) -> list[Row]:
        return [row for row in [*self.people, *self.collectives] if row.errors]


def items_of(registration: Registration) -> list[RegistrationItem]:
    """The rows of the registration as they are stored (one query)."""
    found = registration.items.select_related(
        "person", "collective", "title", "commendation", "registration__unit"
    )
    return sorted(found, key=_by_name)


def _by_name(item: RegistrationItem) -> tuple[str, int]:
    recipient = item.person or item.collective
    return recipient.sort_key if recipient else "", item.pk


def page(
    registration: Registration,
    items: Iterable[RegistrationItem],
    checks: Mapping[int, Any],
    *,
    on: date,
    filters: Filters,
    is_editable: bool,
    typed: Mapping[str, dict[str, str]] | None = None,
    errors: Mapping[str, list[str]] | None = None,
) -> Page:
    """Everything the page shows. While it is edited everybody of the unit is a row; later the items alone."""
    stored = {f"person-{i.person_id}" if i.person_id else f"collective-{i.collective_id}": i for i in items}
    known = recipients(registration.unit, on) if is_editable else {}
    rows = [_row(key, one, stored.get(key)) for key, one in known.items()]
    left = {key: item for key, item in stored.items() if key not in known}
    names = names_on(
        (i.collective for i in left.values() if i.collective), registration.cluster.day_within(on)
    )
    rows += [_row_of_item(key, item, names, is_editable) for key, item in left.items()]
    _add_past(rows, registration.cluster.year.year)
    _add_namesakes(rows, known)
    for row in rows:
        _add_check(row, checks)
        _add_typed(row, (typed or {}).get(row.key), (errors or {}).get(row.key))
    return _counted(rows, filters, _lost(registration, rows, errors or {}))


def _lost(registration: Registration, rows: list[Row], errors: Mapping[str, list[str]]) -> list[str]:
    """Who left the unit since the page was opened has no row; only the unit's own people are named."""
    missing = sorted(errors.keys() - {row.key for row in rows})
    if not missing:
        return []
    ids = [int(key.partition("-")[2]) for key in missing if key.startswith(f"{PERSON}-")]
    own = Person.objects.filter(pk__in=ids).filter(
        Q(assignments__unit=registration.unit) | Q(appointments__unit=registration.unit)
    )
    names = {f"{PERSON}-{person.pk}": person.full_name for person in own}
    unknown = {True: _("A person no longer in the unit"), False: _("A collective no longer in the unit")}
    return [
        f"{names.get(key) or unknown[key.startswith(PERSON)]}: {text}"
        for key in missing
        for text in errors[key]
    ]


def _row(key: str, one: Recipient, item: RegistrationItem | None) -> Row:
    position = item.position_text if item else one.position
    return Row(key=key, kind=one.kind, name=one.name, position=position, item=item, values=_values(item))


def _row_of_item(key: str, item: RegistrationItem, names: Mapping[int, Name], is_editable: bool) -> Row:
    name = names[item.collective_id].short_name if item.collective_id else str(item)
    return Row(
        key=key,
        kind=PERSON if item.person_id else COLLECTIVE,
        name=name,
        position=item.position_text,
        item=item,
        values=_values(item),
        is_gone=is_editable,
    )


def _values(item: RegistrationItem | None) -> dict[str, str]:
    if item is None:
        return dict.fromkeys(_COLUMNS, "")
    return {
        "title": str(item.title_id or ""),
        "commendation": str(item.commendation_id or ""),
        "initiative": item.initiative,
        "note": item.note,
    }


def _add_past(rows: list[Row], year: int) -> None:
    """Titles of the three years before, as form F1 asks (one query)."""
    people = {int(row.key.partition("-")[2]): row for row in rows if row.kind == PERSON}
    earned = EarnedTitle.objects.filter(
        person_id__in=list(people), year__gte=year - 3, year__lt=year, is_revoked=False
    )
    texts: dict[int, list[str]] = defaultdict(list)
    for title in earned.select_related("title").order_by("year", "title__position", "pk"):
        texts[title.person_id].append(f"{title.title.short_name} {title.year}")
    for pk, known in texts.items():
        people[pk].past = ", ".join(known)


def _add_namesakes(rows: list[Row], known: Mapping[str, Recipient]) -> None:
    """Two people of one name are told apart where the choice is made."""
    often = Counter(row.name for row in rows if row.kind == PERSON)
    for row in rows:
        one = known.get(row.key)
        if one is None or one.person is None or often[row.name] < 2:
            continue
        born = f"{one.person.birth_date:%Y}" if one.person.birth_date else _("unknown")
        row.namesake = _("Same name as another person: born %(year)s, staff number %(number)s") % {
            "year": born,
            "number": one.person.staff_number or _("unknown"),
        }


def _add_check(row: Row, checks: Mapping[int, Any]) -> None:
    check = checks.get(row.item.pk) if row.item else None
    if check is None:
        return
    row.tone, icon = _TONES[check.outcome]
    row.pill = Pill(str(Verdict(check.outcome).label), row.tone, icon)
    row.findings = [f"{finding.reason.rstrip('.')} ({finding.cites})" for finding in check.deciding]


def _add_typed(row: Row, typed: dict[str, str] | None, errors: list[str] | None) -> None:
    row.errors = list(errors or [])
    if typed is None or typed == row.values:
        return
    if row.item is not None:
        chosen = [one.name for one in (row.item.title, row.item.commendation) if one]
        row.stored = " · ".join(part for part in [*chosen, row.item.initiative, row.item.note] if part)
    row.values = dict(typed)


def _counted(rows: list[Row], filters: Filters, lost: list[str]) -> Page:
    people = sorted(
        (row for row in rows if row.kind == PERSON),
        key=lambda row: row.is_gone,
    )
    collectives = [row for row in rows if row.kind == COLLECTIVE]
    tones = Counter(row.tone for row in rows)
    return Page(
        people=[row for row in people if filters.let_through(row)],
        collectives=[row for row in collectives if filters.let_through(row)],
        people_done=sum(1 for row in people if row.item),
        people_total=len(people),
        collectives_done=sum(1 for row in collectives if row.item),
        collectives_total=len(collectives),
        not_eligible=tones["bad"],
        not_enough=tones["wait"],
        totals=_totals(row.item for row in rows if row.item),
        lost=lost,
    )


def _totals(items: Iterable[RegistrationItem]) -> list[Total]:
    people: Counter = Counter()
    collectives: Counter = Counter()
    types = {}
    for item in items:
        for kind in (item.title, item.commendation):
            if kind is not None:
                types[kind.pk] = kind
                (people if item.person_id else collectives)[kind.pk] += 1
    ordered = sorted(types.values(), key=lambda kind: (kind.position, kind.code))
    return [
        Total(name=kind.name, people=people[kind.pk], collectives=collectives[kind.pk]) for kind in ordered
    ]
