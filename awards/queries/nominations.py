"""What the pages of nominations need."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model, Prefetch

from awards.enums import NominationStatus, RegistrationStatus, Verdict
from awards.models import Nomination, RegistrationItem, Screening
from units.audit import label
from units.enums import Role
from units.models import AuditEntry, Unit
from units.queries.gathering import Pill

_TONES = {
    Verdict.ELIGIBLE.value: ("ok", "check-lg"),
    Verdict.NOT_ELIGIBLE.value: ("bad", "exclamation-circle-fill"),
    Verdict.NOT_ENOUGH_DATA.value: ("wait", "hourglass-split"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """An accepted row of a registration with its live nomination, if there is one."""

    item: RegistrationItem
    nomination: Nomination | None
    verdict: Pill | None

    @property
    def is_draft(self) -> bool:
        return self.nomination is not None and self.nomination.status == NominationStatus.DRAFT


def accepted_items(unit_ids: Iterable[int], codes: Iterable[str]):
    """Rows that can be nominated, newest year first."""
    live = Nomination.objects.exclude(status=NominationStatus.WITHDRAWN)
    return (
        RegistrationItem.objects.filter(
            registration__unit_id__in=list(unit_ids),
            registration__status=RegistrationStatus.ACCEPTED,
            title__code__in=list(codes),
            person__isnull=False,
        )
        .select_related("person", "title", "registration__unit", "registration__cluster__year")
        .prefetch_related(Prefetch("nominations", queryset=live, to_attr="live"))
        .order_by("-registration__cluster__year__year", "registration_id", "person__sort_key", "pk")
    )


def lines(items: Iterable[RegistrationItem]) -> list[Line]:
    """With the newest verdict of each (one query more)."""
    members = list(items)
    pairs = [(item, next(iter(item.live), None)) for item in members]  # type: ignore[attr-defined]
    verdicts = newest_verdicts(nomination.pk for _item, nomination in pairs if nomination)
    return [
        Line(item, nomination, verdicts.get(nomination.pk) if nomination else None)
        for item, nomination in pairs
    ]


def newest_verdicts(nomination_ids: Iterable[int]) -> dict[int, Pill]:
    found = Screening.objects.filter(nomination_id__in=list(nomination_ids)).order_by("judged_at", "pk")
    return {pk: verdict_pill(verdict) for pk, verdict in found.values_list("nomination_id", "verdict")}


def recorded_by_unit(rows: Iterable[Model], kind: str, unit: Unit) -> set[int]:
    """Keys of the rows that an officer of the unit put on record (one query)."""
    names = {label(row): row.pk for row in rows}
    told = AuditEntry.objects.filter(
        kind=kind,
        subject__in=names,
        actor__role_grants__role=Role.OFFICER,
        actor__role_grants__unit=unit,
    )
    return {names[subject] for subject in told.values_list("subject", flat=True)}


def verdict_pill(verdict: str) -> Pill:
    tone, icon = _TONES[verdict]
    return Pill(str(Verdict(verdict).label), tone, icon)
