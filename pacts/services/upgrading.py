"""Complete papers are closed for the archive: the facts for checking them later, and a time-stamp over all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from pacts.documents.authority import revocation_list
from pacts.enums import PactStatus, PartyKind, PartyStatus
from pacts.models import Credential, IssuedPaper, Pact, PactParty, PaperFile, PaperRevision, Signature
from pacts.services import issuing, time_stamps
from pacts.services.authority import installation_authority, root_certificates, signing_secret
from pacts.services.outside_roots import outside_trust, time_stamp_roots
from units import audit
from units.models import AuditEntry

MOST_TRIES = 5
PAUSE = timedelta(hours=1)
# Nobody can sign behind the time-stamp any more: a witness who is asked has so long.
WITNESS_TIME = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one paper: closed, or left as it was and why."""

    paper: IssuedPaper
    is_closed: bool
    reason: str = ""


def due(at: datetime) -> QuerySet[Pact]:
    """Pacts in force with signatures in the file, not closed yet, whose witness has signed or had the time."""
    papers = OuterRef("paper")
    asked = PactParty.objects.filter(pact=OuterRef("pk"), kind=PartyKind.WITNESS, status=PartyStatus.WAITING)
    pacts = Pact.objects.filter(
        Exists(Signature.objects.filter(paper=papers, revision__isnull=False)),
        ~Exists(PaperRevision.objects.filter(paper=papers, is_upgrade=True)),
        Q(in_force_at__lte=at - WITNESS_TIME) | ~Exists(asked),
        status=PactStatus.IN_FORCE,
    )
    return pacts.select_related("paper").order_by("in_force_at", "pk")


def close_due(*, at: datetime, again: bool = False) -> list[Outcome]:
    """Close what is due. The first silence of the authority ends the run: it is not asked in vain for the rest.

    A paper is tried five times, an hour apart; `again` tries those that were given up.
    """
    outcomes: list[Outcome] = []
    for pact in due(at):
        paper = pact.frozen_paper
        refusal = "" if again else _rests(paper, at)
        if refusal:
            outcomes.append(Outcome(paper, is_closed=False, reason=refusal))
            continue
        outcomes.append(_close(pact, at))
        if not outcomes[-1].is_closed:
            break
    return outcomes


def _rests(paper: IssuedPaper, at: datetime) -> str:
    """Why the paper is not tried now, or nothing."""
    tries = AuditEntry.objects.filter(kind="paper_upgrade_failed", subject=audit.label(paper))
    if tries.count() >= MOST_TRIES:
        return str(_("given up after %(tries)s tries") % {"tries": MOST_TRIES})
    return str(_("tried less than an hour ago")) if tries.filter(at__gt=at - PAUSE).exists() else ""


def _close(pact: Pact, at: datetime) -> Outcome:
    paper = pact.frozen_paper
    given = bytes(PaperFile.objects.get(paper=paper).content)
    # Before the lock: the authority may be slow.
    content = _closed(given, at)
    if content is None:
        with transaction.atomic():
            audit.record(kind="paper_upgrade_failed", actor=None, subject=paper, at=at)
        return Outcome(paper, is_closed=False, reason=str(_("the authority gave no time-stamp")))
    with transaction.atomic():
        Pact.objects.select_for_update().get(pk=pact.pk)
        file = PaperFile.objects.select_for_update().get(paper=paper)
        if bytes(file.content) != given:
            return Outcome(paper, is_closed=False, reason=str(_("signed meanwhile; next time")))
        last = paper.revisions.latest("sequence")
        file.content = content
        file.save(update_fields=["content"])
        revision = issuing.add_revision(
            paper=paper,
            sequence=last.sequence + 1,
            content=content,
            signature_count=last.signature_count,
            at=at,
            is_upgrade=True,
        )
        audit.record(
            kind="paper_upgraded", actor=None, subject=paper, at=at, data={"sha256": revision.sha256}
        )
    return Outcome(paper, is_closed=True)


def _closed(given: bytes, at: datetime) -> bytes | None:
    from pacts.documents.timestamps import time_stamped  # noqa: PLC0415 - it loads the whole library

    asked = time_stamps.asked(at)
    if asked is None:
        return None
    trust = outside_trust()
    return time_stamps.attempt(
        lambda: time_stamped(
            given,
            asked,
            certificates=[*root_certificates(), *trust.roots, *time_stamp_roots()],
            revocation_lists=[_own_list(at), *trust.revocation_lists],
        )
    )


def _own_list(at: datetime) -> bytes:
    """Which of this installation's certificates are revoked, signed by its authority today."""
    rows = Credential.objects.filter(revoked_at__lte=at).order_by("pk").values_list("serial", "revoked_at")
    revoked = [(serial, moment) for serial, moment in rows if moment]
    return revocation_list(installation_authority(at), revoked=revoked, secret=signing_secret(), at=at)


def is_configured() -> bool:
    return bool(settings.TSA_URL)
