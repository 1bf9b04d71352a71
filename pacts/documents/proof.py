"""The signed digest of a paper's content, small enough for a QR code, and the code's picture.

The bytes of a file cannot hold their own hash, so the hash is of the content embedded in it (`content.json`).
One claim is: version (1 byte), key id (4), paper (16), date in days since 1970 (4), SHA-256 (32), and an
ECDSA signature over all that (P-256, r and s, 64), written in base64url. P-256 because every browser's own
cryptography verifies it, also from a file with the network off.
"""

import base64
import binascii
import hashlib
import hmac
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from uuid import UUID

import segno
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from pacts.documents.authority import KeyDamaged

DOMAIN = b"thidua-proof-1\n"
VERSION = 1
LAYOUT = struct.Struct(">B4s16sI32s")
NUMBER = 32
SIGNATURE = 2 * NUMBER
PURPOSE = b"proof"
QUIET_ZONE = 4
BASE_SIZE = 17
FIRST_DAY = date(1970, 1, 1)
LAST_DAY = (date.max - FIRST_DAY).days


class NotAClaim(ValueError):
    """These characters are not a signed digest of a paper."""


class UnknownKey(NotAClaim):
    """It was made with a key that is not known here."""


class Forged(NotAClaim):
    """The signature does not belong to the claim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """This paper, of this date, has content with this SHA-256 (hexadecimal)."""

    paper_id: UUID
    dated_on: date
    sha256: str


def new_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def seal(key: ec.EllipticCurvePrivateKey, secret: bytes) -> bytes:
    """The key under the installation's secret (PKCS#8, PEM)."""
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(_passphrase(secret)),
    )


def unseal(sealed: bytes, secret: bytes) -> ec.EllipticCurvePrivateKey:
    """The key again. Raises KeyDamaged where the secret does not open it."""
    try:
        key = serialization.load_pem_private_key(sealed, _passphrase(secret))
    except ValueError as error:
        raise KeyDamaged("The installation's secret does not open its proof key.") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise KeyDamaged("The proof key is an elliptic-curve key.")
    return key


def public_bytes(key: ec.EllipticCurvePublicKey) -> bytes:
    """The key as SubjectPublicKeyInfo (DER), as browsers read it."""
    return key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def key_id(public: bytes) -> str:
    """Eight hexadecimal digits by which a claim names its key."""
    return hashlib.sha256(public).hexdigest()[:8]


def sign_claim(claim: Claim, key: ec.EllipticCurvePrivateKey) -> str:
    """The claim and its signature as text for an address. The same claim gives the same text."""
    name = bytes.fromhex(key_id(public_bytes(key.public_key())))
    days = (claim.dated_on - FIRST_DAY).days
    body = LAYOUT.pack(VERSION, name, claim.paper_id.bytes, days, bytes.fromhex(claim.sha256))
    r, s = decode_dss_signature(
        key.sign(DOMAIN + body, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))
    )
    signature = r.to_bytes(NUMBER) + s.to_bytes(NUMBER)
    return base64.urlsafe_b64encode(body + signature).decode().rstrip("=")


def read_claim(token: str, *, keys: Mapping[str, bytes]) -> Claim:
    """The claim, if one of the keys (by key id) signed it. Raises NotAClaim, UnknownKey or Forged."""
    body, signature = _split(token)
    _version, name, paper, days, digest = LAYOUT.unpack(body)
    public = keys.get(name.hex())
    if public is None:
        raise UnknownKey("The key of this claim is not known here.")
    key = serialization.load_der_public_key(public)
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise UnknownKey("Keys of claims are elliptic-curve keys.")
    der = encode_dss_signature(int.from_bytes(signature[:NUMBER]), int.from_bytes(signature[NUMBER:]))
    try:
        key.verify(der, DOMAIN + body, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature as error:
        raise Forged("The signature does not belong to the claim.") from error
    if days > LAST_DAY:
        raise NotAClaim("No paper has such a date.")
    return Claim(paper_id=UUID(bytes=paper), dated_on=FIRST_DAY + timedelta(days=days), sha256=digest.hex())


def _passphrase(secret: bytes) -> bytes:
    return hmac.new(secret, PURPOSE, hashlib.sha256).hexdigest().encode()


def _split(token: str) -> tuple[bytes, bytes]:
    try:
        # Only one spelling counts: the last character has bits of its own that nothing reads.
        data = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        is_plain = base64.urlsafe_b64encode(data).decode().rstrip("=") == token
    except (binascii.Error, ValueError) as error:
        raise NotAClaim("These characters are no claim.") from error
    if not is_plain or len(data) != LAYOUT.size + SIGNATURE or data[0] != VERSION:
        raise NotAClaim("These characters are no claim.")
    return data[: LAYOUT.size], data[LAYOUT.size :]


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A QR code as a drawing: the edge in modules, the dark ones as an SVG path, and what it says."""

    address: str
    size: int
    path: str

    @property
    def edge(self) -> int:
        """With the quiet zone of four modules on every side (ISO/IEC 18004)."""
        return self.size + 2 * QUIET_ZONE

    @property
    def version(self) -> int:
        return (self.size - BASE_SIZE) // 4


def code_of(address: str) -> Code:
    """The QR code (error correction M) of an address, without its quiet zone."""
    code = segno.make_qr(address, error="m", boost_error=False)
    path = "".join(_bars(y, row) for y, row in enumerate(code.matrix))
    return Code(address=address, size=len(code.matrix), path=path)


def _bars(y: int, row: Iterable[int]) -> str:
    """A row of modules; dark neighbours are one bar, because drawing them singly takes twice as long."""
    path, x = "", 0
    for is_dark, run in groupby(map(bool, row)):
        width = len(list(run))
        path += f"M{x} {y}h{width}v1h-{width}z" if is_dark else ""
        x += width
    return path
