"""The installation's certification authority: two files and a secret that are not in the database."""

from __future__ import annotations

import os
import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings

from pacts.documents.authority import Authority, create_authority

_CERTIFICATE, _KEY = "authority.crt", "authority.key"


def signing_secret() -> bytes:
    """The installation's secret, made on first use. Without it no key of a person can be opened."""
    path = Path(settings.SIGNING_SECRET_FILE)
    if not path.exists():
        _write_once(path, os.urandom(48).hex().encode())
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
        pair = _write_once(folder / "authority.pem", made.certificate_pem + b"\n" + made.key_pem)
        certificate_pem, _separator, key_pem = pair.partition(b"\n-----BEGIN ENCRYPTED PRIVATE KEY-----")
        _write_once(key, b"-----BEGIN ENCRYPTED PRIVATE KEY-----" + key_pem)
        _write_once(certificate, certificate_pem)
    return Authority(certificate_pem=certificate.read_bytes(), key_pem=key.read_bytes())


def root_certificates() -> list[bytes]:
    """The roots that this installation trusts; empty before the first certificate was issued."""
    certificate = Path(settings.AUTHORITY_DIR) / _CERTIFICATE
    return [certificate.read_bytes()] if certificate.exists() else []


def _write_once(path: Path, content: bytes) -> bytes:
    """Write the file whole or not at all, owner-readable; what stands there after is the answer."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    try:
        os.link(name, path)
    except FileExistsError:
        pass  # another process was first: its content counts
    finally:
        Path(name).unlink()
    return path.read_bytes()
