"""An account says that it has read the text of a pact; from then on it is told what changed since."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from pacts.models import Pact, PactReading
from pacts.permissions import visible_pacts
from pacts.queries.redlines import settled_text
from pacts.queries.texts import content_of
from pacts.services.editing import StaleEdit
from units.models import User
from units.permissions import NotAllowed


@transaction.atomic
def mark_read(*, pact: Pact, by: User, at: datetime, edit_number: int | None = None) -> PactReading:
    """The text of now is what the account has read; what it read before is forgotten.

    `edit_number` says which text was on the screen: another one is not taken for read. Who signs
    acts on the text of now and need not say it. No entry of the trail: it is a bookmark, not an act.
    """
    if not visible_pacts(by, localdate(at)).filter(pk=pact.pk).exists():
        raise NotAllowed(_("You may not read this pact."))
    pact = Pact.objects.select_for_update().get(pk=pact.pk)
    if edit_number is not None and edit_number != pact.edit_number:
        raise StaleEdit(_("The text was changed after you opened this page. Look at the change first."))
    values = {
        "edit_number": pact.edit_number,
        "content": content_of(settled_text(pact)),
        "read_at": at,
    }
    reading, _made = PactReading.objects.update_or_create(pact=pact, user=by, defaults=values)
    return reading
