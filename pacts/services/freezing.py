"""From a draft to a paper that can be signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from pacts import papers, permissions
from pacts.enums import DraftOccasion, PactStatus, PaperKind, PartyKind
from pacts.models import IssuedPaper, Pact, PactParty
from pacts.queries.amendments import amends_something
from pacts.services import issuing
from pacts.services.consulting import check_settled
from pacts.services.editing import StaleEdit
from pacts.services.form import check_form
from pacts.services.keeping import keep_draft
from pacts.services.recording import CAPACITY_LENGTH
from pacts.services.telling import check_move, held
from units import audit
from units.enums import LeadershipRole
from units.models import Person, Unit, User
from units.queries.authority import Authority, NoAuthority, signing_authorities
from units.queries.names import names_on
from units.queries.roster import Member, roster

# The paper is dated around its signing: nobody issues one for another year by a slip of the finger.
DATE_TOLERANCE = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Witness:
    """Who attests the signing without being a party: a person of the organiser, by title."""

    person: Person
    title: str
    unit: Unit


def freeze(
    *,
    pact: Pact,
    place: str,
    dated_on: date,
    edit_number: int,
    by: User,
    at: datetime,
    witness: Witness | None = None,
) -> Pact:
    """Render the paper once, fix its hash, make all signature fields, and close the text.

    Rendering happens before the lock, on the text with this edit number; a change in between refuses.
    """
    on = localdate(at)
    permissions.check_moves(by, pact, on)
    check_move("freeze", pact)
    members = roster(pact.cluster, on)
    authorities = _authorities(members, on)
    _check_complete(pact, members)
    if abs(dated_on - on) > DATE_TOLERANCE:
        raise ValidationError(_("The date of the paper lies within 60 days of today."))
    witness_unit = names_on([witness.unit], on)[witness.unit.pk].short_name if witness else ""
    paper = _paper(pact, members, place, dated_on, witness_unit)
    prepared = issuing.prepare(paper)
    check_form(prepared.pdf, paper)
    with transaction.atomic():
        pact = held(pact, "freeze")
        check_settled(pact, on)
        if pact.edit_number != edit_number:
            raise StaleEdit(
                _("The draft was changed after you opened this page. Read it again, then freeze it.")
            )
        issued = _issue(pact, prepared, members, by, at)
        pact.paper, pact.status = issued, PactStatus.FROZEN
        pact.place, pact.dated_on = place, dated_on
        pact.save(update_fields=["paper", "status", "place", "dated_on"])
        keep_draft(pact=pact, occasion=DraftOccasion.FROZEN, by=by, at=at)
        _make_parties(pact, paper, members, authorities)
        if witness:
            _make_witness(pact, paper, witness, witness_unit)
        audit.record(kind="pact_frozen", actor=by, subject=pact, at=at, data={"sha256": prepared.sha256})
    return pact


def _paper(
    pact: Pact, members: list[Member], place: str, dated_on: date, witness_unit: str
) -> papers.PactPaper:
    return papers.pact_paper(
        pact=pact,
        members=members,
        place=place,
        dated_on=dated_on,
        check_url=settings.SITE_URL + reverse("check"),
        witnesses=(papers.witness_cell(witness_unit),) if witness_unit else (),
    )


def _issue(
    pact: Pact, prepared: issuing.PreparedPaper, members: list[Member], by: User, at: datetime
) -> IssuedPaper:
    return issuing.store(
        kind=PaperKind.AMENDMENT if pact.amends_id else PaperKind.PACT,
        prepared=prepared,
        title=str(pact),
        unit=_lead_unit(members),
        year=pact.cluster.year.year,
        is_rehearsal=pact.cluster.year.is_rehearsal,
        signatures_required=len(members),
        by=by,
        at=at,
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
    if pact.amends_id and not amends_something(pact, members):
        faults.append(
            _("Nothing is amended: the text is the one that holds, and every member has signed it already.")
        )
    if faults:
        raise ValidationError(faults)


def _make_parties(
    pact: Pact, paper: papers.PactPaper, members: list[Member], authorities: dict[int, Authority]
) -> None:
    """The parties with those who are asked today; on the day of signing the record is asked again."""
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


def _make_witness(pact: Pact, paper: papers.PactPaper, witness: Witness, unit_text: str) -> None:
    PactParty.objects.create(
        pact=pact,
        kind=PartyKind.WITNESS,
        unit=witness.unit,
        position=len(paper.parties) + 1,
        field_name=paper.witnesses[0].field,
        unit_text=unit_text,
        role_text="CHỨNG KIẾN",
        capacity_text=witness.title.upper(),
        signer=witness.person,
    )
