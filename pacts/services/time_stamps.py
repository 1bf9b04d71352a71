"""The authority for time-stamps, where one is configured. It never stops a signature."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings

from pacts.documents.signing import SigningRefused
from pacts.services.outside_roots import time_stamp_roots

if TYPE_CHECKING:
    from pacts.documents.timestamps import Asked

logger = logging.getLogger(__name__)


def asked(at: datetime) -> Asked | None:
    """One request to the authority, to be made; None where none is configured."""
    if not settings.TSA_URL:
        return None
    from pacts.documents.timestamps import Asked, TimeStampAuthority  # noqa: PLC0415 - see fields.py

    return Asked(
        TimeStampAuthority(url=settings.TSA_URL, roots=time_stamp_roots(), seconds=settings.TSA_SECONDS), at
    )


def attempt(work: Callable[[], bytes]) -> bytes | None:
    """What the work gives, asked once; None where the authority gave nothing that can be believed, or where
    somebody has signed in the place meanwhile: the lock decides about that."""
    from pacts.documents.timestamps import NoTimeStamp  # noqa: PLC0415 - see fields.py

    try:
        return work()
    except NoTimeStamp as failure:
        logger.warning("No time-stamp: %s.", failure)
        return None
    except SigningRefused:
        return None
