"""Writing a pact: start it, change its text, clauses and targets. Every change is checked against a stale tab."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from pacts import permissions
from pacts.enums import PactStatus
from pacts.models import LegalBasis, Pact, PactClause, Target
from pacts.services import starter_text
from units import audit
from units.enums import ClusterKind
from units.models import Cluster, User
from units.queries.names import names_on

TEXT_FIELDS = ("theme", "motto", "preamble", "closing", "place")


class StaleEdit(ValidationError):
    """Somebody changed the pact after this page was opened; what was typed is not lost, only not saved."""


def start(*, cluster: Cluster, by: User, at: datetime) -> Pact:
    """The draft of the cluster, made with the usual articles where there is none."""
    permissions.check_acts_for_lead_unit(by, cluster, localdate(at))
    live = Pact.objects.live().filter(cluster=cluster).first()
    if live:
        return live
    year = cluster.year
    try:
        with transaction.atomic():
            version = Pact.objects.filter(cluster=cluster).count() + 1
            pact = Pact.objects.create(
                cluster=cluster,
                version=version,
                theme=cluster.theme or year.theme,
                motto=cluster.motto or year.motto,
                preamble=starter_text.PREAMBLE.format(year=year.year),
                closing=starter_text.CLOSING,
            )
            _starter_rows(pact, localdate(at))
            audit.record(kind="pact_started", actor=by, subject=pact, at=at, data={"version": version})
    except IntegrityError:
        return Pact.objects.live().get(cluster=cluster)
    return pact


def start_again(*, pact: Pact, by: User, at: datetime) -> Pact:
    """A new draft with the text of a void version."""
    permissions.check_moves(by, pact, localdate(at))
    if pact.status != PactStatus.VOID:
        raise ValidationError(_("Only a void version is followed by a new one."))
    live = Pact.objects.live().filter(cluster=pact.cluster).first()
    if live:
        return live
    try:
        with transaction.atomic():
            copy = Pact.objects.create(
                cluster=pact.cluster,
                version=Pact.objects.filter(cluster=pact.cluster).count() + 1,
                **{name: getattr(pact, name) for name in TEXT_FIELDS},
            )
            _copy_rows(pact, copy)
            audit.record(kind="pact_started", actor=by, subject=copy, at=at, data={"after": pact.pk})
    except IntegrityError:
        return Pact.objects.live().get(cluster=pact.cluster)
    return copy


@transaction.atomic
def save_text(*, pact: Pact, text: dict[str, str], edit_number: int, by: User, at: datetime) -> Pact:
    """The theme, motto, preamble, closing and place."""
    pact = _locked(pact, edit_number, by, at)
    for name in TEXT_FIELDS:
        setattr(pact, name, text[name])
    pact.save(update_fields=list(TEXT_FIELDS))
    _record(pact, "text", by, at)
    return pact


@transaction.atomic
def save_legal_bases(
    *, pact: Pact, citations: Sequence[str], edit_number: int, by: User, at: datetime
) -> Pact:
    """The acts that the pact rests on, in order."""
    pact = _locked(pact, edit_number, by, at)
    pact.legal_bases.all().delete()
    LegalBasis.objects.bulk_create(
        LegalBasis(pact=pact, position=place, citation=citation)
        for place, citation in enumerate(citations, start=1)
    )
    _record(pact, "legal_bases", by, at)
    return pact


@transaction.atomic
def save_clause(
    *,
    pact: Pact,
    clause: PactClause | None,
    heading: str,
    body: str,
    edit_number: int,
    by: User,
    at: datetime,
) -> PactClause:
    """Change the clause, or add one at the end where none is given."""
    pact = _locked(pact, edit_number, by, at)
    if clause is None:
        last = pact.clauses.order_by("position").last()
        clause = PactClause(pact=pact, position=last.position + 1 if last else 1)
    clause.heading, clause.body = heading, body
    clause.save()
    _record(pact, f"clause:{clause.pk}", by, at)
    return clause


@transaction.atomic
def move_clause(
    *, pact: Pact, clause: PactClause, up: bool, edit_number: int, by: User, at: datetime
) -> Pact:
    """Change places with the neighbour; at the end of the list nothing happens."""
    pact = _locked(pact, edit_number, by, at)
    order = list(pact.clauses.order_by("position", "pk"))
    here = order.index(clause)
    there = here - 1 if up else here + 1
    if 0 <= there < len(order):
        order[here], order[there] = order[there], order[here]
    _renumber(order)
    _record(pact, f"clause_moved:{clause.pk}", by, at)
    return pact


@transaction.atomic
def remove_clause(*, pact: Pact, clause: PactClause, edit_number: int, by: User, at: datetime) -> Pact:
    """Take the clause and its targets out of the draft; the trail keeps what it said."""
    pact = _locked(pact, edit_number, by, at)
    said = {"heading": clause.heading, "body": clause.body, "targets": [str(t) for t in clause.targets.all()]}
    clause.targets.all().delete()
    clause.delete()
    _renumber(list(pact.clauses.order_by("position", "pk")))
    _record(pact, "clause_removed", by, at, said)
    return pact


@transaction.atomic
def save_target(
    *,
    pact: Pact,
    clause: PactClause,
    target: Target | None,
    code: str,
    text: str,
    comparator: str,
    value: Decimal,
    unit_of_measure: str,
    edit_number: int,
    by: User,
    at: datetime,
) -> Target:
    """Change the target, or add one to the clause where none is given."""
    pact = _locked(pact, edit_number, by, at)
    if target is None:
        last = clause.targets.order_by("position").last()
        target = Target(clause=clause, position=last.position + 1 if last else 1)
    target.code, target.text, target.comparator = code, text, comparator
    target.value, target.unit_of_measure = value, unit_of_measure
    target.full_clean()
    target.save()
    _record(pact, f"target:{target.pk}", by, at)
    return target


@transaction.atomic
def remove_target(*, pact: Pact, target: Target, edit_number: int, by: User, at: datetime) -> Pact:
    """Take the target out of the draft."""
    pact = _locked(pact, edit_number, by, at)
    said = str(target)
    target.delete()
    _record(pact, "target_removed", by, at, {"target": said})
    return pact


def _locked(pact: Pact, edit_number: int, by: User, at: datetime) -> Pact:
    """The pact, held, still a draft, and as the editor saw it; counts the edit."""
    permissions.check_edits(by, pact, localdate(at))
    pact = Pact.objects.select_for_update().get(pk=pact.pk)
    if pact.status != PactStatus.DRAFT:
        raise ValidationError(_("The text is frozen and can no longer be changed."))
    if pact.edit_number != edit_number:
        raise StaleEdit(
            _(
                "Somebody else changed the draft after you opened it. Nothing of yours was saved; "
                "look at the change, then save again."
            )
        )
    pact.edit_number += 1
    pact.save(update_fields=["edit_number"])
    return pact


def _record(pact: Pact, what: str, by: User, at: datetime, data: dict | None = None) -> None:
    audit.record(kind="pact_edited", actor=by, subject=pact, at=at, data={"what": what, **(data or {})})


def _renumber(clauses: list[PactClause]) -> None:
    for place, clause in enumerate(clauses, start=1):
        clause.position = place
    PactClause.objects.bulk_update(clauses, ["position"])


def _starter_rows(pact: Pact, on: date) -> None:
    cluster = pact.cluster
    organiser = cluster.year.organiser
    citations = cluster.year.guidance.filter(is_legal_basis=True).order_by("position", "pk")
    LegalBasis.objects.bulk_create(
        LegalBasis(pact=pact, position=place, citation=guidance.citation)
        for place, guidance in enumerate(citations, start=1)
    )
    leader = "Cụm trưởng" if cluster.kind == ClusterKind.CUM else "Khối trưởng"
    last = starter_text.LAST_BODY.format(leader=leader, organiser=names_on([organiser], on)[organiser.pk])
    texts = [*starter_text.CLAUSES, (starter_text.LAST_HEADING, last)]
    PactClause.objects.bulk_create(
        PactClause(pact=pact, position=place, heading=heading, body=body)
        for place, (heading, body) in enumerate(texts, start=1)
    )


def _copy_rows(pact: Pact, copy: Pact) -> None:
    for basis in pact.legal_bases.order_by("position", "pk"):
        LegalBasis.objects.create(pact=copy, position=basis.position, citation=basis.citation)
    for clause in pact.clauses.order_by("position", "pk").prefetch_related("targets"):
        twin = PactClause.objects.create(
            pact=copy, position=clause.position, heading=clause.heading, body=clause.body
        )
        for target in clause.targets.all():
            target.pk, target.clause = None, twin
            target._state.adding = True
            target.save()
