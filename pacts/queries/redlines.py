"""What can be compared with a pact's text, and the comparison as a page, a paper and a Word file need it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pacts.enums import DraftOccasion, PactStatus
from pacts.models import Pact, PactDraft, PactReading
from pacts.queries.amendments import amended_by
from pacts.queries.texts import settled_text, text_from
from pacts.querysets import PactQuerySet
from pacts.redline import (
    ClauseChange,
    Piece,
    Redline,
    TargetChange,
    Text,
    compare,
    is_same,
    replaced_numbers,
)
from units.models import User

NOW, READ = "now", "read"
FIELD_LABELS = {
    "legal_bases": gettext_lazy("Legal bases"),
    "theme": gettext_lazy("Theme"),
    "motto": gettext_lazy("Motto"),
    "preamble": gettext_lazy("Preamble"),
    "movements": gettext_lazy("Movements"),
    "closing": gettext_lazy("Closing"),
}


@dataclass(frozen=True, slots=True)
class Version:
    """A text that can be compared: how the address names it, how people do, since when it is so."""

    key: str
    label: str
    at: datetime | None = None
    author: str = ""


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause as compared; `section` is the heading above it where a section begins."""

    change: ClauseChange
    section: tuple[Piece, ...]
    # The two sections, where the clause went from one that is still there, or to one that was there before.
    sections: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class FieldRow:
    label: str
    pieces: tuple[Piece, ...]
    is_same: bool


@dataclass(frozen=True, slots=True)
class WordNumber:
    """A number in words for which another one stands now, and where."""

    where: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of a pact's text side by side."""

    pact: Pact
    older: Version
    newer: Version
    redline: Redline

    @property
    def fields(self) -> list[FieldRow]:
        return [
            FieldRow(str(FIELD_LABELS.get(field.name, field.name)), field.pieces, field.is_same)
            for field in self.redline.fields
            if field.pieces
        ]

    @property
    def clauses(self) -> list[ClauseRow]:
        return list(_rows(self.redline))

    @property
    def guessed(self) -> frozenset[str]:
        return self.redline.guessed

    @property
    def numbers(self) -> tuple[TargetChange, ...]:
        return self.redline.numbers

    @property
    def word_numbers(self) -> list[WordNumber]:
        """Numbers outside of targets: in a field, in the words of a clause or of a target."""
        runs = [(row.label, row.pieces) for row in self.fields]
        for clause in self.redline.clauses:
            runs += [(f"Điều {clause.number}", pieces) for pieces in (clause.heading, clause.body)]
            runs += [(target.code, target.words) for target in clause.targets]
        return [WordNumber(where, *pair) for where, pieces in runs for pair in replaced_numbers(pieces)]

    @property
    def added(self) -> list[ClauseChange]:
        return [it for it in self.redline.clauses if it.fate == "added"]

    @property
    def removed(self) -> list[ClauseChange]:
        return [it for it in self.redline.clauses if it.fate == "removed"]

    @property
    def moved(self) -> list[ClauseChange]:
        return [it for it in self.redline.clauses if it.moved_from is not None]

    @property
    def reworded(self) -> list[str]:
        """What has other words now: parts of the pact, and articles that both texts have."""
        clauses = [it for it in self.redline.clauses if it.fate == "changed"]
        found = [row.label for row in self.fields if not row.is_same]
        return found + [f"Điều {it.number}" for it in clauses if not is_same([*it.heading, *it.body])]

    @property
    def new_targets(self) -> list[TargetChange]:
        """Those that came in an article that both texts have."""
        return self._targets("added")

    @property
    def gone_targets(self) -> list[TargetChange]:
        return self._targets("removed")

    def _targets(self, fate: str) -> list[TargetChange]:
        both = [it for it in self.redline.clauses if it.old and it.new]
        return [target for it in both for target in it.targets if target.fate == fate]


@dataclass(frozen=True, slots=True)
class News:
    """What changed since the account read the text; None where it never said so."""

    read_at: datetime | None
    count: int = 0


def versions(pact: Pact, user: User, readable: PactQuerySet) -> list[Version]:
    """Everything that the text of now can be compared with, the oldest first and the text of now last.

    `readable` are the pacts that the person may read: another pact is offered out of these only.
    """
    found = [
        Version(f"pact-{other.pk}", _other_label(other, pact), other.in_force_at)
        for other in _related(pact, readable)
    ]
    drafts = pact.drafts.defer("content").select_related("kept_by__person").order_by("number")
    found += [Version(f"draft-{it.number}", _draft_label(it), it.kept_at, str(it.kept_by)) for it in drafts]
    reading = pact.readings.filter(user=user).values_list("read_at", flat=True).first()
    if reading:
        found.append(Version(READ, _("As you read it on %(time)s") % {"time": _time(reading)}, reading))
    now = _("The draft as it is now") if pact.status == PactStatus.DRAFT else _("The frozen text")
    return [*found, Version(NOW, now)]


def usual_pair(pact: Pact, offered: list[Version]) -> tuple[str, str]:
    """What is compared where nobody says what: with the pact that is amended, the last draft, the year before."""
    keys = [version.key for version in offered[:-1]]
    if pact.amends_id and (amended := f"pact-{amended_by(pact).pk}") in keys:
        return amended, NOW
    frozen = {f"draft-{it.number}" for it in pact.drafts.filter(occasion=DraftOccasion.FROZEN).only("number")}
    drafts = [key for key in keys if key.startswith("draft-") and key not in frozen]
    others = [key for key in keys if key.startswith("pact-")]
    return ([NOW, *others, *drafts][-1], NOW)


def text_at(pact: Pact, key: str, user: User) -> Text:
    """The text behind a key of `versions`."""
    kind, _dash, number = key.partition("-")
    if kind == "pact":
        return settled_text(Pact.objects.get(pk=number))
    if kind == "draft":
        return text_from(pact.drafts.get(number=number).content)
    if kind == READ:
        return text_from(pact.readings.get(user=user).content)
    return settled_text(pact)


def comparison(pact: Pact, older: Version, newer: Version, user: User) -> Comparison:
    texts = [text_at(pact, version.key, user) for version in (older, newer)]
    return Comparison(pact, older, newer, compare(*texts))


def news(pact: Pact, user: User) -> News:
    """For the page of the pact: how many changes since this account read it (one query where nothing changed)."""
    reading = PactReading.objects.filter(pact=pact, user=user).first()
    if reading is None:
        return News(None)
    if reading.edit_number == pact.edit_number:
        return News(reading.read_at)
    return News(reading.read_at, compare(text_from(reading.content), settled_text(pact)).count)


def _related(pact: Pact, readable: PactQuerySet) -> list[Pact]:
    """Other versions and amendments in the cluster, what this one is based on, the year before."""
    cluster = pact.cluster
    same = {"number": cluster.number} if cluster.number is not None else {"name": cluster.name}
    before = {"kind": cluster.kind, "year__organiser": cluster.year.organiser_id, **same}
    last_year = Q(**{f"cluster__{name}": value for name, value in before.items()}) & Q(
        cluster__year__year=cluster.year.year - 1
    )
    # A key of another table's rows: the person's own list stays as it is, with its joins.
    found = Pact.objects.filter(pk__in=readable.order_by().values("pk")).filter(
        Q(cluster=cluster) | Q(pk__in=[pact.based_on_id or 0, pact.amends_id or 0]) | last_year
    )
    found = found.exclude(pk=pact.pk).exclude(~Q(cluster=cluster), status=PactStatus.VOID)
    return list(found.select_related("cluster__year").order_by("cluster__year__year", "version", "pk"))


def _other_label(other: Pact, pact: Pact) -> str:
    if other.cluster_id != pact.cluster_id:
        return str(other)
    words = _("Amendment of the same year, version %(version)s (%(state)s)")
    if other.amends_id is None:
        words = _("The pact of the same year, version %(version)s (%(state)s)")
    return words % {"version": other.version, "state": other.get_status_display()}


def _draft_label(draft: PactDraft) -> str:
    words = _("Draft no. %(number)s of %(time)s: %(why)s") % {
        "number": draft.number,
        "time": _time(draft.kept_at),
        "why": draft.get_occasion_display(),
    }
    return f"{words} – {draft.note}" if draft.note else words


def _time(moment: datetime) -> str:
    return f"{localtime(moment):%d/%m/%Y %H:%M}"


def _rows(redline: Redline) -> Iterator[ClauseRow]:
    before = {it.old.section for it in redline.clauses if it.old}
    after = {it.new.section for it in redline.clauses if it.new}
    here = gone = ""
    for change in redline.clauses:
        section: tuple[Piece, ...] = ()
        if change.new and change.new.section != here:
            here = change.new.section
            known = here in before or not change.old
            section = (Piece("same" if here in before else "added", here),) if known else change.section
        elif change.new is None and change.old and change.old.section not in {*after, gone}:
            gone = change.old.section
            section = (Piece("removed", gone),) if not _renamed(gone, redline) else ()
        yield ClauseRow(change, section, _sections(change, before, after))


def _renamed(section: str, redline: Redline) -> bool:
    """Whether clauses of the section are still there, under its new heading."""
    return any(it.old.section == section for it in redline.clauses if it.old and it.new)


def _sections(change: ClauseChange, before: set[str], after: set[str]) -> tuple[str, str] | None:
    if not change.old or not change.new or change.old.section == change.new.section:
        return None
    if change.new.section in before or change.old.section in after:
        return change.old.section, change.new.section
    return None
