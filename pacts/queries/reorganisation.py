"""What the end of units means for pacts, told before anything is done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pacts.enums import PactStatus, PartyStatus
from pacts.models import Pact, PactParty
from units.enums import LeadershipRole
from units.models import ClusterLeadership, ClusterMembership, Unit
from units.queries.gathering import Effect
from units.queries.periods import says

_OPEN = (PactStatus.FROZEN, PactStatus.SIGNING)


@dataclass(frozen=True, slots=True)
class _Touched:
    """Of the units that end, those that a pact has to do with, by name."""

    members: list[str]
    leading: list[str]
    signed: list[str]
    waiting: list[str]


def merge_effects(units: Sequence[Unit], on: date) -> list[Effect]:
    """The pacts of the units when these end before the day (four queries).

    A pact of a year that is still running, or one that waits for signatures, is told by itself; those of
    earlier years in one line, because nothing happens to them. Whoever has signed was there: an answer of
    that day or later forbids that the unit had ended.
    """
    names = {unit.pk: unit.short_name for unit in units}
    parties = list(
        PactParty.objects.filter(unit__in=names)
        .select_related("pact__cluster__year")
        .order_by("position", "pk")
    )
    members = _by_cluster(ClusterMembership.objects.filter(unit__in=names).exclude(valid_to__lt=on))
    leading = _by_cluster(
        ClusterLeadership.objects.filter(unit__in=names, role=LeadershipRole.TRUONG).exclude(valid_to__lt=on)
    )
    found = Pact.objects.live().filter(
        Q(pk__in=[party.pact_id for party in parties]) | Q(cluster__in=members), is_illustration=False
    )
    effects, settled = [], 0
    for pact in found.for_list():
        is_over = pact.cluster.day_within(on) < on
        if is_over and pact.status not in _OPEN:
            settled += pact.status == PactStatus.IN_FORCE
            continue
        own = [party for party in parties if party.pact_id == pact.pk]
        touched = _Touched(
            members=_names(names, members.get(pact.cluster_id, ())),
            leading=_names(names, leading.get(pact.cluster_id, ())),
            signed=[party.unit_text for party in own if party.status == PartyStatus.SIGNED],
            waiting=[party.unit_text for party in own if party.status == PartyStatus.WAITING],
        )
        if consequence := " ".join(_consequences(pact, touched, on)):
            title = f"{pact} · {pact.get_status_display()}"
            effects.append(Effect(_("Pacts"), title, consequence, pact.get_absolute_url()))
    return [*_answered_later(parties, on), *effects, *_settled(settled)]


def _answered_later(parties: list[PactParty], on: date) -> Iterator[Effect]:
    for party in parties:
        if party.decided_at and localdate(party.decided_at) >= on:
            days = {"unit": party.unit_text, "day": says(localdate(party.decided_at)), "first": says(on)}
            consequence = _("%(unit)s answered on %(day)s, so it has not ended before %(first)s.") % days
            title = f"{party.pact} · {party.get_status_display()}"
            yield Effect(_("Pacts"), title, consequence, party.pact.get_absolute_url(), forbids=True)


def _by_cluster(rows) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for cluster, unit in rows.order_by("pk").values_list("cluster_id", "unit_id"):
        found.setdefault(cluster, []).append(unit)
    return found


def _names(names: dict[int, str], ids) -> list[str]:
    return [name for pk, name in names.items() if pk in ids]


def _consequences(pact: Pact, touched: _Touched, on: date) -> Iterator[str]:
    days = {"day": says(on)}
    if pact.status == PactStatus.IN_FORCE:
        yield _("Stays in force as it was signed, under the names of that day.")
    elif pact.status == PactStatus.DRAFT and touched.members:
        yield _(
            "%(units)s is no party from %(day)s: a freeze from that day on names the members of that day."
        ) % {**days, "units": ", ".join(touched.members)}
    if pact.status in _OPEN and touched.signed:
        yield _("%(units)s has signed: the signature stays valid.") % {"units": ", ".join(touched.signed)}
    if pact.status in _OPEN and touched.waiting:
        yield _(
            "%(units)s has not signed, and from %(day)s nobody can sign for it: "
            "unless it signs before, the lead unit must make this version void and draft a new one."
        ) % {**days, "units": ", ".join(touched.waiting)}
    if pact.status != PactStatus.IN_FORCE and touched.leading:
        yield _(
            "%(units)s leads the cluster: from %(day)s a new lead unit must be named "
            "before anybody can go on with the pact."
        ) % {**days, "units": ", ".join(touched.leading)}


def _settled(count: int) -> list[Effect]:
    if not count:
        return []
    title = ngettext("%(count)d pact of earlier years", "%(count)d pacts of earlier years", count)
    return [
        Effect(
            _("Pacts"), title % {"count": count}, _("Stay readable as signed, under the names of the day.")
        )
    ]
