"""Beginning an amendment of a pact in force."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from pacts import permissions
from pacts.enums import PactStatus
from pacts.models import Pact
from pacts.queries.amendments import amendments_in_force, open_amendment
from pacts.services.starting import begin_copy
from pacts.services.telling import WrongState
from units.models import User


@transaction.atomic
def start_amendment(*, pact: Pact, by: User, at: datetime) -> Pact:
    """A draft with the whole text that holds today, to be changed into what it shall read.

    The pact itself stays as it was signed. Where an amendment is being prepared already, it is that one.
    """
    permissions.check_edits(by, pact, localdate(at))
    pact = Pact.objects.select_for_update().get(pk=pact.pk)
    if pact.amends_id:
        raise WrongState(_("An amendment is not amended itself: amend the pact once more."))
    if pact.status != PactStatus.IN_FORCE:
        raise WrongState(
            _("Only a pact in force is amended: this one is in the state “%(state)s”.")
            % {"state": pact.get_status_display()}
        )
    begun = open_amendment(pact)
    if begun:
        return begun
    holds = amendments_in_force(pact).last() or pact
    return begin_copy(holds, amends=pact, by=by, at=at, data={"amends": pact.pk, "from": holds.pk})
