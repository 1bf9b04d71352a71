"""From a draft to a paper that can be signed, and back out of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from pacts import papers, permissions, workflow
from pacts.enums import PactStatus, PaperKind, PartyStatus
from pacts.models import Pact, PactParty
from pacts.services import issuing
from pacts.services.drafting import StaleEdit
from units import audit, notices
from units.enums import LeadershipRole
from units.models import Unit, User
from units.queries.authority import Authority, NoAuthority, signing_authorities
from units.queries.roster import Member, roster

# The paper is dated around its signing: nobody issues one for another year by a slip of the finger.
DATE_TOLERANCE = timedelta(days=60)
CAPACITY_LENGTH = 200


class WrongState(ValidationError):
    """The move is not possible from the state that the pact is in now."""


def freeze(*, pact: Pact, place: str, dated_on: date, edit_number: int, by: User, at: datetime) -> Pact:
    """Render the paper once, fix its hash, make all signature fields, and close the text.

    Rendering happens before the lock, on the text with this edit number; a change in between refuses.
    """
    on = localdate(at)
    permissions.check_moves(by, pact, on)
    _move("freeze", pact)
    members = roster(pact.cluster, on)
    authorities = _authorities(members, on)
    _check_complete(pact, members)
    if abs(dated_on - on) > DATE_TOLERANCE:
        raise ValidationError(_("The date of the paper lies within 60 days of today."))
    paper = papers.pact_paper(
        pact=pact,
        members=members,
        authorities=authorities,
        place=place,
        dated_on=dated_on,
        check_url=settings.SITE_URL + reverse("check"),
    )
    prepared = issuing.prepare(paper)
    with transaction.atomic():
        pact = _held(pact, "freeze")
        if pact.edit_number != edit_number:
            raise StaleEdit(
                _("The draft was changed after you opened this page. Read it again, then freeze it.")
            )
        issued = issuing.store(
            kind=PaperKind.PACT,
            prepared=prepared,
            title=str(pact),
            unit=_lead_unit(members),
            year=pact.cluster.year.year,
            is_rehearsal=pact.cluster.year.is_rehearsal,
            signatures_required=len(members),
            by=by,
            at=at,
        )
        pact.paper, pact.status = issued, PactStatus.FROZEN
        pact.place, pact.dated_on = place, dated_on
        pact.save(update_fields=["paper", "status", "place", "dated_on"])
        _make_parties(pact, paper, members, authorities)
        audit.record(kind="pact_frozen", actor=by, subject=pact, at=at, data={"sha256": prepared.sha256})
    return pact


@transaction.atomic
def open_signing(*, pact: Pact, by: User, at: datetime) -> Pact:
    """Let the members sign. They are told (queued in the same transaction)."""
    on = localdate(at)
    permissions.check_moves(by, pact, on)
    pact = _held(pact, "open_signing")
    pact.status = PactStatus.SIGNING
    pact.save(update_fields=["status"])
    audit.record(kind="pact_opened", actor=by, subject=pact, at=at)
    tell(pact, "pact_opened", at=at)
    return pact


@transaction.atomic
def void(*, pact: Pact, reason: str, by: User, at: datetime) -> Pact:
    """Withdraw the frozen paper. The signatures made stay on record; everyone involved is told why."""
    permissions.check_moves(by, pact, localdate(at))
    if not reason.strip():
        raise ValidationError(_("Give the reason."))
    pact = _held(pact, "void")
    pact.status, pact.void_reason = PactStatus.VOID, reason.strip()
    pact.save(update_fields=["status", "void_reason"])
    signed = pact.parties.filter(status=PartyStatus.SIGNED).count()
    audit.record(
        kind="pact_void", actor=by, subject=pact, at=at, data={"reason": pact.void_reason, "signed": signed}
    )
    tell(pact, "pact_void", at=at, reason=pact.void_reason)
    return pact


def tell(pact: Pact, kind: str, *, at: datetime, **details: str) -> None:
    """A notice to all who act for the member units, and to those whom the paper names."""
    units = pact.parties.values_list("unit_id", flat=True)
    named = User.objects.filter(is_active=True, person__pact_parties__pact=pact)
    notices.queue(
        kind=kind,
        to=[*notices.people_of_units(units, localdate(at)), *named.order_by("pk")],
        at=at,
        url=pact.get_absolute_url(),
        details={"pact": str(pact), **details},
    )


def _held(pact: Pact, move: str) -> Pact:
    pact = Pact.objects.select_for_update().get(pk=pact.pk)
    _move(move, pact)
    return pact


def _move(name: str, pact: Pact) -> None:
    if workflow.find(name, pact.status) is None:
        raise WrongState(
            _("This is not possible now: the pact is in the state “%(state)s”.")
            % {"state": pact.get_status_display()}
        )


def _authorities(members: list[Member], on: date) -> dict[int, Authority]:
    """Who signs for each member; every missing one is named with the reason."""
    answers = signing_authorities([member.unit for member in members], on)
    found, faults = {}, []
    for member in members:
        answer = answers[member.unit.pk]
        if isinstance(answer, NoAuthority):
            faults.append(f"{member.short_name}: {answer.reason}")
        elif len(answer.capacity_text) > CAPACITY_LENGTH:
            too_long = _("The capacity is too long to be printed.")
            faults.append(f"{member.short_name}: {too_long}")
        else:
            found[member.unit.pk] = answer
    if faults:
        raise ValidationError(faults)
    return found


def _lead_unit(members: list[Member]) -> Unit:
    """The unit in whose register the paper stands; whoever freezes heads it, so there is one."""
    return next(member.unit for member in members if member.role == LeadershipRole.TRUONG)


def _check_complete(pact: Pact, members: list[Member]) -> None:
    faults: list[Any] = []
    if not members:
        faults.append(_("The cluster has no member unit."))
    if not pact.clauses.exists():
        faults.append(_("The pact has no clause."))
    if not pact.closing.strip():
        faults.append(_("The pact has no closing sentence."))
    empty = [
        str(place)
        for place, clause in enumerate(papers.clauses(pact), start=1)
        if not (clause.body or clause.targets)
    ]
    if empty:
        faults.append(_("Clause %(numbers)s has neither text nor targets.") % {"numbers": ", ".join(empty)})
    if faults:
        raise ValidationError(faults)


def _make_parties(
    pact: Pact, paper: papers.PactPaper, members: list[Member], authorities: dict[int, Authority]
) -> None:
    PactParty.objects.bulk_create(
        PactParty(
            pact=pact,
            unit=member.unit,
            position=place,
            field_name=party.field,
            unit_text=member.short_name,
            role_text=party.role_line,
            capacity_text=authorities[member.unit.pk].capacity_text,
            signer=authorities[member.unit.pk].person,
        )
        for place, (member, party) in enumerate(
            zip(papers.leader_last(members), paper.parties, strict=True), start=1
        )
    )
