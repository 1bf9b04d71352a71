"""The installation's certification authority: two files and a secret that are not in the database."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from django.conf import settings

from pacts.documents.authority import Authority, create_authority
from units.secret_files import write_once

_CERTIFICATE, _KEY = "authority.crt", "authority.key"


def signing_secret() -> bytes:
    """The installation's secret, made on first use. Without it no key of a person can be opened."""
    path = Path(settings.SIGNING_SECRET_FILE)
    if not path.exists():
        write_once(path, os.urandom(48).hex().encode())
    return path.read_bytes()


def installation_authority(at: datetime) -> Authority:
    """The authority that certifies the people of this installation, made on first use."""
    folder = Path(settings.AUTHORITY_DIR)
    certificate, key = folder / _CERTIFICATE, folder / _KEY
    if not (certificate.exists() and key.exists()):
        made = create_authority(
            organisation=settings.AUTHORITY_ORGANISATION,
            is_test=settings.AUTHORITY_IS_TEST,
            at=at,
            secret=signing_secret(),
        )
        # The pair in one file first: two processes that start together must not mix their halves.
        pair = write_once(folder / "authority.pem", made.certificate_pem + b"\n" + made.key_pem)
        certificate_pem, _separator, key_pem = pair.partition(b"\n-----BEGIN ENCRYPTED PRIVATE KEY-----")
        write_once(key, b"-----BEGIN ENCRYPTED PRIVATE KEY-----" + key_pem)
        write_once(certificate, certificate_pem)
    return Authority(certificate_pem=certificate.read_bytes(), key_pem=key.read_bytes())


def root_certificates() -> list[bytes]:
    """The roots that this installation trusts; empty before the first certificate was issued."""
    certificate = Path(settings.AUTHORITY_DIR) / _CERTIFICATE
    return [certificate.read_bytes()] if certificate.exists() else []
