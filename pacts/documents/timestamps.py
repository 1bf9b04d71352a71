"""Time-stamps (RFC 3161): asked of one authority, believed only when they check out, never waited for long.

A time-stamp within a signature makes it PAdES B-T. A complete paper is closed by one over the whole file,
after the facts that its certificates need for checking later were put into it (B-LT).
"""

import asyncio
import http.client
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any, cast
from urllib.parse import urlsplit

from pyhanko.sign.timestamps import TimeStamper

from pacts.documents import patience
from pacts.documents.certificates import CLOCK_TOLERANCE, read_certificate, read_revocation_list

MAX_ANSWER = 64 * 1024
# In hexadecimal digits, as the library counts; a chain of three certificates needs a third of it.
ROOM = 32768
OK = 200
REQUEST, ANSWER = "application/timestamp-query", "application/timestamp-reply"


class NoTimeStamp(Exception):
    """The authority gave none that can be believed; the text says why, for the log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeStampAuthority:
    """Where it answers, the roots (PEM) by which its certificate is trusted, and how long it may take in all."""

    url: str
    roots: Sequence[bytes] = field(default=())
    seconds: float = 5.0


class Asked(TimeStamper):
    """Asks the authority, and checks what comes back. `given_at` is the time that the last answer states."""

    def __init__(self, authority: TimeStampAuthority, at: datetime) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.authority, self.at = authority, at
        self.given_at: datetime | None = None

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> Any:
        """The token. Raises NoTimeStamp for silence, slowness, refusals, garbage and lies alike."""
        from pyhanko.sign.timestamps.common_utils import handle_tsp_response  # noqa: PLC0415 - see fields.py

        nonce, request = self.request_cms(message_digest, md_algorithm)  # type: ignore[no-untyped-call]
        try:
            answer = patience.within(self.authority.seconds, lambda: _posted(self.authority, request.dump()))
            token = handle_tsp_response(_parsed(answer), nonce)
            signed = token["content"]
            await self._check(signed, message_digest)
        except NoTimeStamp:
            raise
        except patience.TookTooLong as error:
            raise NoTimeStamp(f"no answer within {self.authority.seconds} seconds") from error
        except Exception as error:
            raise NoTimeStamp(f"{type(error).__name__}: {error}") from error
        self.given_at = signed["encap_content_info"]["content"].parsed["gen_time"].native
        return token

    async def _check(self, signed: Any, message_digest: bytes) -> None:
        """It is about this digest, of about now, and signed by an authority that is trusted."""
        from pyhanko.sign.validation.generic_cms import validate_tst_signed_data  # noqa: PLC0415 - see fields.py

        stated = signed["encap_content_info"]["content"].parsed["gen_time"].native
        if abs(stated - self.at) > CLOCK_TOLERANCE:
            raise NoTimeStamp(f"it states {stated:%d/%m/%Y %H:%M:%S}, which is not now")
        context = _context(self.authority.roots, stated)
        found = await validate_tst_signed_data(signed, context, lambda _algorithm: message_digest)
        if not (found["intact"] and found["valid"]):
            raise NoTimeStamp("it is about another digest, or its signature is broken")
        if found.get("trust_problem_indic") or found.get("validation_path") is None:
            raise NoTimeStamp("its certificate does not lead to a trusted root")


def time_stamped(
    pdf: bytes, asked: Asked, *, certificates: Sequence[bytes], revocation_lists: Sequence[bytes]
) -> bytes:
    """The file, unchanged, followed by the facts for checking it later and one time-stamp over all of it.

    Certificates and lists are PEM or DER. Raises NoTimeStamp.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415 - see fields.py
    from pyhanko.sign.signers import PdfTimeStamper  # noqa: PLC0415
    from pyhanko.sign.validation.dss import DocumentSecurityStore  # noqa: PLC0415

    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    known = [one for signature in writer.prev.embedded_signatures for one in _certificates_of(signature)]
    known += [read_certificate(one) for one in certificates]
    DocumentSecurityStore.supply_dss_in_writer(
        writer,
        None,
        certs={one.dump(): one for one in known}.values(),
        crls=[read_revocation_list(one) for one in revocation_lists],
    )
    stamper = PdfTimeStamper(asked)
    out = asyncio.run(stamper.async_timestamp_pdf(writer, "sha256", bytes_reserved=ROOM))
    return cast("bytes", out.getvalue())


def _posted(authority: TimeStampAuthority, body: bytes) -> bytes:
    """One request, no redirects, no proxy, an answer of bounded length."""
    parts = urlsplit(authority.url)
    kind = {"http": http.client.HTTPConnection, "https": http.client.HTTPSConnection}.get(parts.scheme)
    if kind is None or not parts.hostname:
        raise NoTimeStamp("its address is neither http nor https")
    connection = kind(parts.hostname, parts.port, timeout=authority.seconds)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path, body, {"Content-Type": REQUEST, "Accept": ANSWER})
        with connection.getresponse() as response:
            if response.status != OK:
                raise NoTimeStamp(f"it answered {response.status}")
            answer: bytes = response.read(MAX_ANSWER + 1)
    finally:
        connection.close()
    if len(answer) > MAX_ANSWER:
        raise NoTimeStamp("its answer is too long")
    return answer


def _parsed(answer: bytes) -> Any:
    from asn1crypto import tsp  # noqa: PLC0415 - see fields.py

    return tsp.TimeStampResp.load(answer, strict=True)


def _context(roots: Sequence[bytes], moment: datetime) -> Any:
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415 - see fields.py

    anchors = [read_certificate(pem) for pem in roots]
    return ValidationContext(
        trust_roots=anchors, allow_fetching=False, moment=moment, best_signature_time=moment
    )


def _certificates_of(signature: Any) -> list[Any]:
    return [signature.signer_cert, *signature.other_embedded_certs]
