"""Which authorities of others this installation trusts: files that its operator puts into one folder."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings

from pacts.documents.outside_certificates import Trust
from pacts.services.authority import root_certificates

_CERTIFICATES, _LISTS = (".pem", ".crt", ".cer"), (".crl",)
_PEM = b"-----BEGIN"
logger = logging.getLogger(__name__)

Read = TypeVar("Read")


def outside_trust() -> Trust:
    """The roots and revocation lists of the folder; without any, nothing signed elsewhere is accepted."""
    folder = settings.OUTSIDE_ROOTS_DIR
    return Trust(
        roots=tuple(pem for path in _files(folder, _CERTIFICATES) for pem in _read(path, _certificates)),
        revocation_lists=tuple(der for path in _files(folder, _LISTS) for der in _read(path, _lists)),
    )


def trusted_roots() -> list[bytes]:
    """Every root by which a signature on a paper may be trusted, as PEM: our own, and those of the folders."""
    return list(dict.fromkeys([*root_certificates(), *outside_trust().roots, *time_stamp_roots()]))


def time_stamp_roots() -> list[bytes]:
    """The roots by which a time-stamp is trusted."""
    return [
        pem for path in _files(settings.TSA_ROOTS_DIR, _CERTIFICATES) for pem in _read(path, _certificates)
    ]


def _files(folder: Path | str, endings: tuple[str, ...]) -> Iterator[Path]:
    here = Path(folder)
    return (path for path in sorted(here.glob("*")) if path.suffix.lower() in endings)


def _read(path: Path, reader: Callable[[bytes], list[Read]]) -> list[Read]:
    """A damaged file trusts nobody and stops nothing."""
    try:
        return reader(path.read_bytes())
    except (OSError, ValueError, x509.InvalidVersion):
        logger.warning("%s holds no readable certificate or revocation list.", path.name)
        return []


def _certificates(data: bytes) -> list[bytes]:
    der = x509.load_der_x509_certificate
    found = x509.load_pem_x509_certificates(data) if _PEM in data else [der(data)]
    return [one.public_bytes(Encoding.PEM) for one in found]


def _lists(data: bytes) -> list[bytes]:
    read = x509.load_pem_x509_crl if _PEM in data else x509.load_der_x509_crl
    return [read(data).public_bytes(Encoding.DER)]
