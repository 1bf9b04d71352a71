"""The letter (Tờ trình) that carries nominations upward."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from awards import dossier, papers
from awards.eligibility.facts import Facts
from awards.enums import NominationStatus, Verdict
from awards.models import Nomination, Screening, Submission
from awards.services.nominating import check_draft
from pacts.enums import PaperKind
from pacts.services import issuing
from pacts.services.form import check_form
from units import audit
from units.models import EmulationYear, Unit, User
from units.permissions import check_officer_of, standing
from units.queries.authority import NoAuthority, signing_authority
from units.queries.succession import acting_units


def issue_submission(
    *,
    unit: Unit,
    year: EmulationYear,
    nominations: Iterable[Nomination],
    request_key: uuid.UUID,
    by: User,
    at: datetime,
) -> Submission:
    """Issue the letter for nominations that the law of today finds eligible; one key gives one letter.

    A unit that has ended writes no letters: the one that succeeded it does.
    """
    on = timezone.localdate(at)
    check_officer_of(by, unit, on)
    issuer = _issuer(unit, by, on)
    done = Submission.objects.filter(request_key=request_key, unit=issuer).first()
    if done is not None:
        return done
    keys = sorted({one.pk for one in nominations})
    # Rendered before the lock from what is checked; under the lock the same is checked again.
    prepared = _prepared(issuer, unit, year, keys, on)
    return _issue(issuer, unit, year, keys, prepared, request_key, by, at)


def _issuer(unit: Unit, by: User, on: date) -> Unit:
    if unit.exists_on(on):
        return unit
    successors = acting_units([unit.pk], on) & standing(by, on).officer_of
    return Unit.objects.filter(pk__in=successors).order_by("pk").first() or unit


@transaction.atomic
def _issue(
    issuer: Unit,
    unit: Unit,
    year: EmulationYear,
    keys: list[int],
    prepared: issuing.PreparedPaper,
    request_key: uuid.UUID,
    by: User,
    at: datetime,
) -> Submission:
    Unit.objects.select_for_update().get(pk=issuer.pk)
    done = Submission.objects.filter(request_key=request_key, unit=issuer).first()
    if done is not None:
        return done
    nominations = _to_submit(Nomination.objects.select_for_update(of=("self",)), unit, year, keys)
    _newest_eligible(nominations, timezone.localdate(at))
    paper = issuing.store(
        kind=PaperKind.SUBMISSION,
        prepared=prepared,
        title=f"Tờ trình đề nghị xét tặng danh hiệu thi đua năm {year.year}",
        unit=issuer,
        year=year.year,
        is_rehearsal=year.is_rehearsal,
        by=by,
        at=at,
        symbol="TTr-VKS",
    )
    submission = Submission.objects.create(unit=issuer, year=year, paper=paper, request_key=request_key)
    for nomination in nominations:
        nomination.status, nomination.submission = NominationStatus.SUBMITTED, submission
        nomination.save(update_fields=["status", "submission"])
        audit.record(kind="nomination_submitted", actor=by, subject=nomination, at=at)
    return submission


def _prepared(
    issuer: Unit, unit: Unit, year: EmulationYear, keys: list[int], on: date
) -> issuing.PreparedPaper:
    nominations = _to_submit(Nomination.objects.all(), unit, year, keys)
    screenings = _newest_eligible(nominations, on)
    authority = signing_authority(issuer, on)
    if isinstance(authority, NoAuthority):
        raise ValidationError(authority.reason)
    if not issuer.place:
        raise ValidationError(_("The place name of the unit is not on record: ask the administrator."))
    paper = papers.submission_paper(
        unit=issuer,
        year=year,
        nominations=nominations,
        findings={key: screening.findings for key, screening in screenings.items()},
        authority=authority,
        dated_on=on,
    )
    prepared = issuing.prepare(paper)
    check_form(prepared.pdf, paper)
    return prepared


def _to_submit(
    rows: QuerySet[Nomination], unit: Unit, year: EmulationYear, keys: list[int]
) -> list[Nomination]:
    found = list(
        rows.filter(pk__in=keys, item__registration__unit=unit, item__year=year)
        .select_related("item__person", "item__title", "item__year")
        .order_by("item__title__position", "item__person__sort_key", "pk")
    )
    if not found or len(found) != len(keys):
        raise ValidationError(_("Choose at least one nomination of the unit."))
    for nomination in found:
        check_draft(nomination)
    return found


def _newest_eligible(nominations: list[Nomination], on: date) -> dict[int, Screening]:
    """The newest screening of each, which must be of today, of these facts, and eligible."""
    newest = {
        one.nomination_id: one
        for one in Screening.objects.filter(nomination__in=nominations).order_by("judged_at", "pk")
    }
    facts = dossier.facts_of_nominations(nominations, on)
    faults = [
        fault for one in nominations if (fault := _fault(one, newest.get(one.pk), facts.get(one.pk), on))
    ]
    if faults:
        raise ValidationError(faults)
    return newest


def _fault(nomination: Nomination, screening: Screening | None, facts: Facts | None, on: date) -> str:
    name = {"name": nomination.item.person, "title": nomination.item.title}
    if screening is None or facts is None:
        return _("%(name)s, %(title)s: not judged yet.") % name
    if screening.judged_on != on or screening.facts != dossier.inputs(facts):
        return _("%(name)s, %(title)s: judged before the facts or the day changed; judge again.") % name
    if screening.verdict != Verdict.ELIGIBLE:
        reasons = [one["reason"] for one in screening.findings if one["outcome"] != "passed"]
        return _("%(name)s, %(title)s: %(reasons)s") % {**name, "reasons": " ".join(reasons)}
    return ""
