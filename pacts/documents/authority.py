"""The installation's own certification authority, and the sealed keys of the people it certifies.

A private key is PKCS#8, encrypted under a passphrase made of the person's PIN (stretched by scrypt) and
of the installation's secret: without the secret the database is useless, with it each guess of a PIN
costs one scrypt.
"""

import hashlib
import hmac
import os
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from cryptography.x509.oid import NameOID

TEST_MARK = "(THỬ NGHIỆM – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ)"
COUNTRY = "VN"
MIN_SECRET_BYTES = 32
MAX_COMMON_NAME = 64  # RFC 5280, ub-common-name
MIN_PIN = 6
# scrypt with N = 2**15, r = 8, p = 3: 32 MiB and about a fifth of a second a guess.
DEFAULT_WORK = 15
MAX_WORK = 20
BLOCK_SIZE = 8
PARALLEL = 3
SALT_BYTES = 16
HEADER = b"KEY1"
LEAP_DAY = (2, 29)


class WrongPin(ValueError):
    """The PIN (or the installation's secret) does not open this key."""


class KeyDamaged(ValueError):
    """These bytes are not a sealed key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """A root certificate and its key, sealed under the installation's secret."""

    certificate_pem: bytes
    key_pem: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """One person's certificate and sealed key. `serial` is lower-case hexadecimal."""

    certificate_pem: bytes
    encrypted_key: bytes = field(repr=False)
    serial: str
    subject: str
    issuer: str
    not_before: datetime
    not_after: datetime


def create_authority(
    *, organisation: str, is_test: bool, at: datetime, secret: bytes, years: int = 20
) -> Authority:
    """A new root (P-256, self-signed), valid from `at`; a test authority says so in its name."""
    _check_secret(secret)
    key = ec.generate_private_key(ec.SECP256R1())
    organisation = f"{organisation} {TEST_MARK}" if is_test else organisation
    name = _name(organisation, common_name="CA thử nghiệm" if is_test else "CA nội bộ")
    certificate = (
        _builder(name, name, key.public_key(), at, _years_later(at, years), x509.random_serial_number())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .sign(key, hashes.SHA256())
    )
    sealed = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(_derived(secret, b"authority")),
    )
    return Authority(certificate_pem=certificate.public_bytes(serialization.Encoding.PEM), key_pem=sealed)


def issue_certificate(
    authority: Authority,
    *,
    common_name: str,
    unit_name: str,
    pin: str,
    secret: bytes,
    is_test: bool,
    at: datetime,
    years: int = 3,
    serial_seed: bytes | None = None,
    work: int = DEFAULT_WORK,
) -> Credential:
    """A new key and its certificate for one person, valid from `at` but never beyond the authority's own end.

    Raises ValueError for an empty or overlong name, a PIN under six characters, or an authority of the
    other kind (a test authority issues test certificates only). `work` is log2 of scrypt's N.
    """
    _check_person(common_name, pin)
    root = x509.load_pem_x509_certificate(authority.certificate_pem)
    organisation = root.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)[0].value
    if (TEST_MARK in str(organisation)) is not is_test:
        raise ValueError("A test authority issues test certificates, a real one real certificates.")
    root_key = _authority_key(authority, secret)
    key = ec.generate_private_key(ec.SECP256R1())
    end = min(_years_later(at, years), root.not_valid_after_utc)
    serial = _serial(serial_seed)
    subject = _name(str(organisation), common_name=common_name, unit_name=unit_name)
    certificate = (
        _builder(subject, root.subject, key.public_key(), at, end, serial)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), critical=False
        )
        .sign(root_key, hashes.SHA256())
    )
    return Credential(
        certificate_pem=certificate.public_bytes(serialization.Encoding.PEM),
        encrypted_key=seal(key, pin=pin, secret=secret, work=work),
        serial=f"{serial:x}",
        subject=certificate.subject.rfc4514_string(),
        issuer=certificate.issuer.rfc4514_string(),
        not_before=certificate.not_valid_before_utc,
        not_after=certificate.not_valid_after_utc,
    )


def revocation_list(
    authority: Authority, *, revoked: list[tuple[str, datetime]], secret: bytes, at: datetime, days: int = 30
) -> bytes:
    """The serials (hexadecimal) that are revoked, with the time, as a list signed by the authority (DER)."""
    root = x509.load_pem_x509_certificate(authority.certificate_pem)
    start = at.astimezone(UTC).replace(microsecond=0)
    builder = x509.CertificateRevocationListBuilder().issuer_name(root.subject)
    builder = builder.last_update(start).next_update(start + timedelta(days=days))
    for serial, moment in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(int(serial, 16))
        builder = builder.add_revoked_certificate(entry.revocation_date(moment.astimezone(UTC)).build())
    made = builder.sign(_authority_key(authority, secret), hashes.SHA256())
    return made.public_bytes(serialization.Encoding.DER)


def seal(key: ec.EllipticCurvePrivateKey, *, pin: str, secret: bytes, work: int = DEFAULT_WORK) -> bytes:
    """The key under PIN and secret: header, work factor, salt, encrypted PKCS#8 (DER)."""
    _check_secret(secret)
    salt = os.urandom(SALT_BYTES)
    der = key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(_passphrase(pin, secret, salt, work)),
    )
    return HEADER + bytes([work]) + salt + der


def unlock(credential_bytes: bytes, pin: str, secret: bytes) -> ec.EllipticCurvePrivateKey:
    """The private key. Raises WrongPin, or KeyDamaged where the bytes are no sealed key at all."""
    _check_secret(secret)
    start = len(HEADER) + 1 + SALT_BYTES
    sealed = bytes(credential_bytes)
    if not sealed.startswith(HEADER) or len(sealed) <= start or sealed[len(HEADER)] > MAX_WORK:
        raise KeyDamaged("These bytes are not a sealed key.")
    work, salt = sealed[len(HEADER)], sealed[len(HEADER) + 1 : start]
    try:
        key = serialization.load_der_private_key(sealed[start:], _passphrase(pin, secret, salt, work))
    except ValueError as error:
        raise WrongPin("The PIN does not open this key.") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise KeyDamaged("A sealed key is an elliptic-curve key.")
    return key


def _passphrase(pin: str, secret: bytes, salt: bytes, work: int) -> bytes:
    kdf = Scrypt(salt=salt, length=32, n=2**work, r=BLOCK_SIZE, p=PARALLEL)
    return _derived(secret, b"pin" + kdf.derive(pin.encode()))


def _derived(secret: bytes, purpose: bytes) -> bytes:
    return hmac.new(secret, purpose, hashlib.sha256).hexdigest().encode()


def _check_secret(secret: bytes) -> None:
    if len(secret) < MIN_SECRET_BYTES:
        raise ValueError(f"The installation's secret has at least {MIN_SECRET_BYTES} bytes.")


def _check_person(common_name: str, pin: str) -> None:
    if not 1 <= len(common_name.strip()) <= MAX_COMMON_NAME:
        raise ValueError(f"A certificate holds a name of 1 to {MAX_COMMON_NAME} characters.")
    if len(pin) < MIN_PIN:
        raise ValueError(f"A PIN has at least {MIN_PIN} digits.")


def _authority_key(authority: Authority, secret: bytes) -> ec.EllipticCurvePrivateKey:
    try:
        key = serialization.load_pem_private_key(authority.key_pem, _derived(secret, b"authority"))
    except ValueError as error:
        raise KeyDamaged("The installation's secret does not open the key of its authority.") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise KeyDamaged("The key of the authority is an elliptic-curve key.")
    return key


def _serial(seed: bytes | None) -> int:
    if seed is None:
        return x509.random_serial_number()
    return int.from_bytes(hashlib.sha256(seed).digest()[:20]) >> 1 or 1


def _name(organisation: str, *, common_name: str, unit_name: str = "") -> x509.Name:
    parts = [(NameOID.COUNTRY_NAME, COUNTRY), (NameOID.ORGANIZATION_NAME, organisation)]
    if unit_name:
        parts.append((NameOID.ORGANIZATIONAL_UNIT_NAME, unit_name))
    parts.append((NameOID.COMMON_NAME, _bounded(common_name)))
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts])


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    public_key: ec.EllipticCurvePublicKey,
    start: datetime,
    end: datetime,
    serial: int,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(serial)
        .not_valid_before(start.astimezone(UTC).replace(microsecond=0))
        .not_valid_after(end.astimezone(UTC).replace(microsecond=0))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _years_later(day: datetime, years: int) -> datetime:
    if (day.month, day.day) == LEAP_DAY:
        day -= timedelta(days=1)
    return day.replace(year=day.year + years)


def _bounded(value: str) -> str:
    """The words that fit: the library counts 64 bytes, which Vietnamese letters fill sooner than others."""
    words = value.split()
    while len(words) > 1 and len(" ".join(words).encode()) > MAX_COMMON_NAME:
        words.pop()
    return " ".join(words)
