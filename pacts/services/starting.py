"""Beginning a pact: from the usual articles, from last year's pact, or again after a void version."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from pacts import permissions
from pacts.enums import PactStatus
from pacts.models import LegalBasis, Pact, PactClause, PactMovement, Target
from pacts.queries.amendments import followed_by
from pacts.queries.beginnings import last_years_pact
from pacts.queries.parts import TARGET_FIELDS, TEXT_FIELDS
from pacts.querysets import PactQuerySet
from pacts.services import starter_text
from units import audit
from units.enums import ClusterKind
from units.models import Cluster, User
from units.queries.names import names_on


def start(*, cluster: Cluster, by: User, at: datetime, source: Pact | None = None) -> Pact:
    """The draft of the cluster, made where there is none: with the usual articles, or with last year's text.

    From last year's pact come preamble, closing, place, sections, clauses, targets and movements, unchanged and
    with their identities; theme, motto and legal bases are those of this year.
    """
    on = localdate(at)
    permissions.check_acts_for_lead_unit(by, cluster, on)
    live = _live(cluster).first()
    if live:
        return live
    if source and source != last_years_pact(cluster, permissions.visible_pacts(by, on)):
        raise ValidationError(_("This is not the pact of the same cluster in the year before."))
    try:
        with transaction.atomic():
            pact = _new(cluster, source)
            _legal_bases_of_year(pact)
            if source:
                copy_rows(source, pact)
            else:
                _starter_rows(pact, on)
            if not pact.movements.exists():
                _movements_of_cluster(pact)
            data = {"version": pact.version, **({"from": source.pk} if source else {})}
            audit.record(kind="pact_started", actor=by, subject=pact, at=at, data=data)
    except IntegrityError:
        return _live(cluster).get()
    return pact


def start_again(*, pact: Pact, by: User, at: datetime) -> Pact:
    """A new draft with the text of a void version; clauses, targets and sections stay the same ones."""
    permissions.check_moves(by, pact, localdate(at))
    if pact.status != PactStatus.VOID:
        raise ValidationError(_("Only a void version is followed by a new one."))
    try:
        with transaction.atomic():
            if pact.amends_id:
                Pact.objects.select_for_update().get(pk=pact.amends_id)
            followed = followed_by(pact)
            if followed:
                return _instead(followed)
            return begin_copy(pact, amends=pact.amends, by=by, at=at, data={"after": pact.pk})
    except IntegrityError:
        return Pact.objects.live().filter(cluster=pact.cluster, amends=pact.amends).latest("version")


def _instead(followed: Pact) -> Pact:
    """What is being prepared already. An amendment in force has changed the text on which the void one rested."""
    if followed.amends_id and followed.status == PactStatus.IN_FORCE:
        raise ValidationError(
            _("Another amendment has come into force since. Start a new one from the text that holds today.")
        )
    return followed


def begin_copy(source: Pact, *, amends: Pact | None, by: User, at: datetime, data: dict[str, int]) -> Pact:
    """A draft in the same cluster with the whole text of another version, identities included.

    Part of a larger act, whose caller has checked the person and what is begun already.
    """
    copy = Pact.objects.create(
        cluster=source.cluster,
        version=_next_version(source.cluster),
        amends=amends,
        based_on=source,
        **{name: getattr(source, name) for name in TEXT_FIELDS},
    )
    _copy_legal_bases(source, copy)
    copy_rows(source, copy)
    audit.record(kind="pact_started", actor=by, subject=copy, at=at, data=data)
    return copy


def copy_rows(pact: Pact, copy: Pact) -> None:
    """Clauses with their targets, and movements: the same ones, by their identity, in another text."""
    for clause in pact.clauses.order_by("position", "pk").prefetch_related("targets"):
        twin = PactClause.objects.create(
            pact=copy,
            identity=clause.identity,
            position=clause.position,
            section=clause.section,
            heading=clause.heading,
            body=clause.body,
        )
        Target.objects.bulk_create(
            Target(
                clause=twin,
                identity=target.identity,
                position=target.position,
                **{name: getattr(target, name) for name in TARGET_FIELDS},
            )
            for target in clause.targets.all()
        )
    PactMovement.objects.bulk_create(
        PactMovement(pact=copy, movement_id=taken.movement_id, position=taken.position)
        for taken in pact.movements.order_by("position", "pk")
    )


def _live(cluster: Cluster) -> PactQuerySet:
    """The pact of the cluster that is not void."""
    return Pact.objects.live().filter(cluster=cluster, amends=None)


def _next_version(cluster: Cluster) -> int:
    return Pact.objects.filter(cluster=cluster).count() + 1


def _new(cluster: Cluster, source: Pact | None) -> Pact:
    year = cluster.year
    return Pact.objects.create(
        cluster=cluster,
        version=_next_version(cluster),
        based_on=source,
        theme=cluster.theme or year.theme,
        motto=cluster.motto or year.motto,
        preamble=source.preamble if source else starter_text.PREAMBLE.format(year=year.year),
        closing=source.closing if source else starter_text.CLOSING,
        place=source.place if source else "",
    )


def _legal_bases_of_year(pact: Pact) -> None:
    citations = pact.cluster.year.guidance.filter(is_legal_basis=True).order_by("position", "pk")
    LegalBasis.objects.bulk_create(
        LegalBasis(pact=pact, position=place, citation=guidance.citation)
        for place, guidance in enumerate(citations, start=1)
    )


def _starter_rows(pact: Pact, on: date) -> None:
    cluster = pact.cluster
    organiser = cluster.year.organiser
    leader = starter_text.LEADERS[ClusterKind(cluster.kind)]
    last = starter_text.LAST_BODY.format(leader=leader, organiser=names_on([organiser], on)[organiser.pk])
    texts = [*starter_text.CLAUSES, (starter_text.LAST_HEADING, last)]
    PactClause.objects.bulk_create(
        PactClause(pact=pact, position=place, heading=heading, body=body)
        for place, (heading, body) in enumerate(texts, start=1)
    )


def _movements_of_cluster(pact: Pact) -> None:
    taken = pact.cluster.cluster_movements.order_by("position", "pk").values_list("movement", flat=True)
    PactMovement.objects.bulk_create(
        PactMovement(pact=pact, movement_id=movement, position=place)
        for place, movement in enumerate(taken, start=1)
    )


def _copy_legal_bases(pact: Pact, copy: Pact) -> None:
    LegalBasis.objects.bulk_create(
        LegalBasis(pact=copy, position=basis.position, citation=basis.citation)
        for basis in pact.legal_bases.order_by("position", "pk")
    )
