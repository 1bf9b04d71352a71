"""The minutes leave the record: rendered once, put in the register, and the record is closed."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from pacts import permissions
from pacts.documents.content import as_json
from pacts.documents.minutes import MinutesPaper
from pacts.enums import PaperKind
from pacts.exports.minutes import minutes_paper
from pacts.models import Conference, IssuedPaper, Pact
from pacts.queries.conferences import for_page, pact_of
from pacts.queries.minutes import issuing_unit, missing
from pacts.queries.parts import mark
from pacts.services import issuing
from pacts.services.conferences import check_open
from pacts.services.editing import StaleEdit
from pacts.services.form import check_form
from units import audit
from units.models import User


def mark_of(paper: MinutesPaper) -> str:
    """One word for what the minutes say: who issues them has seen exactly this."""
    return mark(as_json(paper).decode())


def drafted(conference: Conference) -> MinutesPaper:
    """The minutes as they would be issued now."""
    return minutes_paper(conference, settings.SITE_URL + reverse("check"))


def issue(*, conference: Conference, seen: str, by: User, at: datetime) -> IssuedPaper:
    """Issue the minutes once; whoever comes second gets the paper that is there.

    Rendering happens before the lock, from a record that is compared with the one under the lock.
    """
    on = localdate(at)
    permissions.check_keeps(by, conference, on)
    conference = for_page(Conference.objects.filter(pk=conference.pk)).get()
    if conference.minutes is not None:
        return conference.minutes
    check_open(conference)
    if faults := missing(conference, at):
        raise ValidationError(faults)
    paper = drafted(conference)
    _check_seen(paper, seen)
    prepared = issuing.prepare(paper)
    check_form(prepared.pdf, paper)
    return _issue(conference, prepared, seen, by, at)


@transaction.atomic
def _issue(
    conference: Conference, prepared: issuing.PreparedPaper, seen: str, by: User, at: datetime
) -> IssuedPaper:
    pact = pact_of(conference)
    if pact is not None:
        Pact.objects.select_for_update().get(pk=pact.pk)
    Conference.objects.select_for_update().get(pk=conference.pk)
    conference = for_page(Conference.objects.filter(pk=conference.pk)).get()
    if conference.minutes is not None:
        return conference.minutes
    check_open(conference)
    paper = drafted(conference)
    _check_seen(paper, seen)
    unit = issuing_unit(conference)
    if unit is None:
        raise ValidationError(_("The cluster has no lead unit on this day."))
    year = conference.cluster.year
    issued = issuing.store(
        kind=PaperKind.MINUTES,
        prepared=prepared,
        title=f"Biên bản {paper.subject}",
        unit=unit,
        year=year.year,
        is_rehearsal=year.is_rehearsal,
        symbol=paper.symbol,
        by=by,
        at=at,
    )
    conference.minutes, conference.is_planned = issued, False
    conference.save(update_fields=["minutes", "is_planned"])
    audit.record(
        kind="minutes_issued",
        actor=by,
        subject=conference,
        at=at,
        data={"paper": str(issued.pk), "sha256": prepared.sha256},
    )
    return issued


def _check_seen(paper: MinutesPaper, seen: str) -> None:
    if mark_of(paper) != seen:
        raise StaleEdit(
            _("The record was changed after you opened this page. Read the minutes again, then issue them.")
        )
