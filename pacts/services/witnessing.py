"""The witness of the ceremony says that he or she saw it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pacts import permissions
from pacts.enums import PactStatus
from pacts.models import Conference, Pact
from pacts.queries.conferences import pact_of
from pacts.services.conferences import check_open
from pacts.services.telling import WrongState
from units import audit
from units.models import User


@transaction.atomic
def confirm(*, conference: Conference, by: User, at: datetime) -> Conference:
    """Once all parties have signed, the named witness confirms the ceremony; pressing again changes nothing.

    It is no signature: what the witness signs stands on the paper and is asked for there.
    """
    permissions.check_witnesses(by, conference)
    pact = pact_of(conference)
    if pact is None:
        raise WrongState(_("There is no pact to be signed at this conference."))
    pact = Pact.objects.select_for_update().get(pk=pact.pk)
    conference = Conference.objects.select_for_update().get(pk=conference.pk)
    if conference.witnessed_at is not None:
        return conference
    # Asked again under the lock: another witness may have been named meanwhile.
    permissions.check_witnesses(by, conference)
    check_open(conference)
    if pact.status != PactStatus.IN_FORCE:
        raise WrongState(_("Not all parties have signed yet."))
    conference.witnessed_at, conference.witnessed_by = at, by
    conference.save(update_fields=["witnessed_at", "witnessed_by"])
    audit.record(
        kind="ceremony_witnessed",
        actor=by,
        subject=conference,
        at=at,
        data={"pact": pact.pk, "person": by.person_id},
    )
    return conference
