"""A citizen ID is recognised again and never kept: a keyed hash, and its end to tell people.

The key is a secret of the installation beside the database. Without it, the hashes say nothing, although
there are few enough numbers to try them all.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import unicodedata
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_noop as _

from units.imports.masking import DOTS
from units.imports.rows import Remark, Sealed
from units.models import Person
from units.secret_files import write_once

_DOMAIN = b"thidua-citizen-id-1\n"
_SEPARATORS = re.compile(r"[\s.\u2010-\u2015-]+")
LENGTH = 12


def seal(text: str) -> Sealed:
    """What may be shown and what is kept of a citizen ID as somebody wrote it."""
    digits = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text))
    if not digits:
        return Sealed("")
    if not (digits.isascii() and digits.isdigit()):
        return Sealed("•••", problem=Remark(_("A citizen ID is written with 12 digits only.")))
    if len(digits) != LENGTH:
        sentence = _(
            "A citizen ID has 12 digits, this one %(count)s. Excel drops a 0 in front: make the column text."
        )
        return Sealed("•••", problem=Remark(sentence, {"count": len(digits)}))
    return Sealed(
        f"{DOTS}{digits[-3:]}", {"citizen_id_hash": keyed_hash(digits), "citizen_id_tail": digits[-3:]}
    )


def keyed_hash(digits: str) -> str:
    """HMAC-SHA-256 with the installation's key, as hexadecimal digits."""
    return hmac.new(_key(), _DOMAIN + digits.encode("ascii"), hashlib.sha256).hexdigest()


def _key() -> bytes:
    """The key, made on first use; never made anew beside hashes that only the old one can recognise."""
    path = Path(settings.CITIZEN_ID_SECRET_FILE)
    if not path.exists():
        if Person.objects.filter(citizen_id_hash__isnull=False).exists():
            raise ImproperlyConfigured(
                f"CITIZEN_ID_SECRET_FILE is gone: bring back {path.name} from its backup."
            )
        write_once(path, os.urandom(48).hex().encode())
    return path.read_bytes()
