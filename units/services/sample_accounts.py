"""Accounts of the rehearsal: secrets are made once for each installation and kept outside the database."""

from __future__ import annotations

import base64
import json
import os
import secrets
import tempfile
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate
from django_otp.plugins.otp_totp.models import TOTPDevice

from units import audit
from units.models import Person, RoleGrant, Unit, User
from units.services.sample_rehearsal import check_allowed, facts_of_rehearsal, rehearsal_year

# fmt: off
_WORDS = (
    "buom", "cam", "cau", "chim", "dao", "dua", "gao", "gio", "hoa", "lua", "mai", "may", "mua", "nang",
    "nui", "nuoc", "ong", "que", "sao", "sen", "song", "sung", "tam", "thong", "tre", "trang", "tuyet",
)
# fmt: on
_WORDS_IN_PASSWORD = 3
_KEY_BYTES = 20


@dataclass(frozen=True, slots=True)
class SampleAccount:
    """What a newcomer needs to act as somebody of the rehearsal."""

    username: str
    password: str
    role: str
    unit: str
    year: int
    totp_secret: str | None
    pin: str | None
    name: str


def load_accounts(*, at: datetime) -> int:
    """Make the accounts that are missing; where their file is lost, those that exist get new secrets."""
    check_allowed()
    wanted = facts_of_rehearsal()["accounts"]
    known = known_secrets()
    missing = [facts for facts in wanted if facts["username"] not in known]
    if missing:
        known |= {facts["username"]: _new_secrets(facts, at) for facts in missing}
        _write(known)
    renewed = {facts["username"] for facts in missing}
    with transaction.atomic():
        made = sum(_add_account(facts, known[facts["username"]], renewed, localdate(at)) for facts in wanted)
        if made:
            audit.record(
                kind="sample_loaded",
                actor=None,
                subject=None,
                at=at,
                data={"part": "rehearsal: accounts", "rows": made},
            )
    return made


def accounts() -> list[SampleAccount]:
    """The sample accounts of this installation, as long as they are there and still sample accounts."""
    check_allowed()
    known, year = known_secrets(), rehearsal_year()
    if year is None:
        return []
    found = User.objects.filter(is_sample=True, is_active=True).select_related("person")
    users = {user.username: user for user in found}
    return [
        SampleAccount(
            username=facts["username"],
            password=known[facts["username"]]["password"],
            role=facts["role"],
            unit=facts["unit"],
            year=year.year,
            totp_secret=known[facts["username"]]["totp_secret"],
            pin=known[facts["username"]]["pin"],
            name=users[facts["username"]].get_full_name(),
        )
        for facts in facts_of_rehearsal()["accounts"]
        if facts["username"] in known and facts["username"] in users
    ]


def known_secrets() -> dict[str, dict[str, Any]]:
    """What the file holds; nothing where it is not there."""
    path = Path(settings.SAMPLE_ACCOUNTS_FILE)
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _add_account(facts: dict[str, Any], known: dict[str, Any], renewed: set[str], on: date) -> bool:
    user = User.objects.filter(username=facts["username"]).first()
    if user is None:
        user = User(username=facts["username"], person=Person.objects.get(staff_number=facts["person"]))
        user.is_sample, user.must_set_password = True, False
        user.set_password(known["password"])
        user.save()
        if facts["grant"]:
            _grant(user, facts, on)
    elif user.is_sample and facts["username"] in renewed:
        user.set_password(known["password"])
        user.save(update_fields=["password"])
    else:
        return False
    if known["totp_secret"]:
        TOTPDevice.objects.filter(user=user).delete()
        key = base64.b32decode(known["totp_secret"]).hex()
        TOTPDevice.objects.create(user=user, name="totp", key=key, confirmed=True)
    return True


def _grant(user: User, facts: dict[str, Any], on: date) -> None:
    unit = Unit.objects.get(code=facts["unit"])
    RoleGrant.objects.create(user=user, role=facts["grant"], unit=unit, valid_from=date(on.year - 2, 1, 1))


def _new_secrets(facts: dict[str, Any], at: datetime) -> dict[str, Any]:
    words = secrets.SystemRandom().sample(_WORDS, _WORDS_IN_PASSWORD)
    number = f"{secrets.randbelow(9000) + 1000}"
    totp = base64.b32encode(secrets.token_bytes(_KEY_BYTES)).decode() if facts["has_totp"] else None
    return {
        "password": "-".join([*words, number]),
        "totp_secret": totp,
        "pin": _new_pin() if facts["signs"] else None,
        "made_at": at.isoformat(),
    }


def _new_pin() -> str:
    """Six digits that are no run: neighbours never differ by 0 or 1."""
    digits = [secrets.randbelow(10)]
    while len(digits) < 6:
        digit = secrets.randbelow(10)
        if abs(digit - digits[-1]) > 1:
            digits.append(digit)
    return "".join(str(digit) for digit in digits)


def _write(known: dict[str, dict[str, Any]]) -> None:
    """Whole or not at all, and readable by its owner only."""
    path = Path(settings.SAMPLE_ACCOUNTS_FILE)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(known, file, ensure_ascii=False, indent=2)
    Path(name).chmod(0o600)
    Path(name).replace(path)
