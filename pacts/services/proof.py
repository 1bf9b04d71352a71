"""The installation's proof key: signs the digest that the QR code of a paper carries, and nothing else.

It lies beside the key of the authority, sealed under the signing secret. To rotate it, take `proof.key` away:
a new one is made with the next paper, and the public halves that stay behind keep old papers checkable.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from django.conf import settings
from django.urls import reverse

from pacts.documents import proof
from pacts.services.authority import signing_secret
from units.secret_files import write_once

_KEY, _PUBLIC = "proof.key", "proof-{}.pub"
PARAMETER = "p"


def proof_code(*, paper_id: UUID, dated_on: date, content: bytes) -> proof.Code:
    """The QR code of a paper with this content: leads to the check page and carries the signed digest."""
    digest = hashlib.sha256(content).hexdigest()
    claim = proof.Claim(paper_id=paper_id, dated_on=dated_on, sha256=digest)
    token = proof.sign_claim(claim, _signing_key())
    return proof.code_of(f"{check_address()}?{PARAMETER}={token}")


def issued_code(*, paper_id: UUID, content: bytes) -> proof.Code:
    """The code of a paper that stands in the register; the same as on the paper while the key is the same."""
    dated_on = date.fromisoformat(json.loads(content)["dated_on"])
    return proof_code(paper_id=paper_id, dated_on=dated_on, content=content)


def check_address() -> str:
    """The address of the check page, as papers print it."""
    return f"{settings.SITE_URL}{reverse('check')}"


def proof_keys() -> dict[str, bytes]:
    """The public keys of this installation by key id, today's and earlier ones (DER)."""
    found = sorted(Path(settings.AUTHORITY_DIR).glob(_PUBLIC.format("*")))
    publics = [path.read_bytes() for path in found]
    return {proof.key_id(public): public for public in publics}


def _signing_key() -> EllipticCurvePrivateKey:
    folder = Path(settings.AUTHORITY_DIR)
    path = folder / _KEY
    sealed = path.read_bytes() if path.exists() else write_once(path, _new_sealed_key())
    key = proof.unseal(sealed, signing_secret())
    public = proof.public_bytes(key.public_key())
    public_path = folder / _PUBLIC.format(proof.key_id(public))
    if not public_path.exists():
        write_once(public_path, public)
    return key


def _new_sealed_key() -> bytes:
    return proof.seal(proof.new_key(), signing_secret())
