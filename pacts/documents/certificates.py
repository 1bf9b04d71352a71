"""Certificates and lists of revoked ones as anyone sends them, and what is too weak to prove anything today."""

from datetime import timedelta
from typing import Any

# How far the clocks of signers and of authorities may differ from ours.
CLOCK_TOLERANCE = timedelta(minutes=5)
WEAK_DIGESTS = frozenset({"md2", "md5", "sha1"})
LEAST_BITS = {"rsa": 2048, "ec": 256}


def read_certificate(text: bytes) -> Any:
    """One certificate, PEM or DER."""
    from asn1crypto import x509  # noqa: PLC0415 - see fields.py

    return x509.Certificate.load(unarmored(text))


def read_revocation_list(text: bytes) -> Any:
    """One list of revoked certificates, PEM or DER."""
    from asn1crypto import crl  # noqa: PLC0415 - see fields.py

    return crl.CertificateList.load(unarmored(text))


def unarmored(text: bytes) -> bytes:
    """DER, whichever of both it was."""
    from asn1crypto import pem  # noqa: PLC0415 - see fields.py

    return pem.unarmor(text)[2] if pem.detect(text) else text


def is_weak(key: Any) -> bool:
    """Whether a public key is shorter than its kind must be."""
    return key.algorithm in LEAST_BITS and key.bit_size < LEAST_BITS[key.algorithm]
