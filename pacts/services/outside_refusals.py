"""Why a file that was signed elsewhere is not accepted, in words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from pacts.documents.outside_certificates import NotAccepted

SENTENCES = {
    "too_large": _("The file is larger than 20 MB."),
    "not_a_pdf": _("This is not a PDF file."),
    "encrypted": _("The file is protected by a password."),
    "took_too_long": _("The file is built so that checking it takes too long."),
    "too_many_signatures": _("The file holds more signatures than can be checked."),
    "not_signed": _("The file holds no new signature. Sign it with your tool first, then upload it."),
    "other_bytes": _(
        "This is not the file that was reserved for you, or your tool has written it anew instead of appending"
        " the signature. Download the paper again, sign that file and change nothing else."
    ),
    "other_paper": _(
        "This file is “%(title)s” in the state with %(count)s signatures, not the one reserved for you."
        " Download the paper again and sign that file."
    ),
    "several_signatures": _("The file holds %(count)s new signatures; exactly one is accepted."),
    "other_place": _("The signature stands in the place of another unit."),
    "covers_text": _(
        "The picture of the signature covers words or another place of the paper. Sign in your unit's cell or"
        " where nothing is printed."
    ),
    "changed": _("The file was changed beside the signature: only one signature may be added."),
    "appended": _("Something was added to the file after the signature."),
    "signature_broken": _("The signature in the file is broken."),
    "time_stamp_only": _("The file holds a time-stamp only, not a signature."),
    "old_kind": _("The signature is of an old kind that is not accepted. Choose PAdES (CAdES) in your tool."),
    "locks_the_file": _(
        "Your tool has locked the file, so that nobody could sign after you. Choose “sign”, not “certify”."
    ),
    "weak": _("The signature is made with a key or a method that is too weak today."),
    "wrong_clock": _(
        "The signature says that it was made at %(signed_at)s. Set the clock of your computer and sign again."
    ),
    "reservation_over": _(
        "You signed this file at %(signed_at)s, and the reservation of that time is over. Download the paper as"
        " it is now and sign that file."
    ),
    "no_roots": _(
        "This installation does not trust any authority outside of it yet. The operator must add its root first."
    ),
    "untrusted": _("The certificate was issued by “%(issuer)s”, which this installation does not trust."),
    "not_for_signing": _("The certificate is not meant for signing papers, or its chain is not valid."),
    "expired": _("The certificate is valid from %(start)s to %(end)s, not today."),
    "revoked": _("The certificate is revoked by its authority."),
    "other_name": _(
        "The certificate belongs to “%(name)s”, not to %(person)s. If it is yours, ask the administrator to"
        " register it."
    ),
    "same_name": _(
        "Several people on record are called %(person)s. Ask the administrator to register your certificate."
    ),
    "other_person": _("The certificate is registered as another person's, not as that of %(person)s."),
    "no_longer_accepted": _("This certificate is no longer accepted. Ask the administrator."),
}


def sentence(refusal: NotAccepted) -> str:
    """The reason with its details."""
    return str(SENTENCES[refusal.code]) % {name: _shown(value) for name, value in refusal.details.items()}


def _shown(value: Any) -> Any:
    return f"{localtime(value):%H:%M %d/%m/%Y}" if isinstance(value, datetime) else value
