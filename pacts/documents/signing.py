"""One person's PAdES signature (B-B) in one prepared field, as an incremental update with a visible stamp."""

import asyncio
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, cast

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.template.loader import render_to_string

from pacts.documents.authority import TEST_MARK
from pacts.documents.certificates import read_certificate
from pacts.documents.rendering import lay_out

if TYPE_CHECKING:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.ades.api import CAdESSignedAttrSpec
    from pyhanko.sign.signers import PdfSigner, SimpleSigner
    from pyhanko.stamp import StaticStampStyle

    from pacts.documents.timestamps import Asked

TITLE = "2.5.4.12"  # X.520 "title", the signer's capacity
VIETNAM = timezone(timedelta(hours=7))
STAMP_SIZES = tuple(size / 2 for size in range(26, 9, -1))  # points, from the 13 of the decree down to 5


class SigningRefused(ValueError):
    """Nothing was signed; the file is as it was."""


class CertificateNotValid(SigningRefused):
    """The certificate is not yet, or no longer, valid at the time of signing."""


class KeyMismatch(SigningRefused):
    """The private key does not belong to the certificate."""


class FieldNotFree(SigningRefused):
    """There is no such signature field in the file, or somebody has signed in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What the visible signature says. `at` is an aware moment and is shown in Vietnam's time.

    The capacity ("KT. VIỆN TRƯỞNG", "PHÓ VIỆN TRƯỞNG") stands above, the name below, as on any paper.
    """

    signer: str
    unit: str
    capacity_lines: tuple[str, ...]
    at: datetime

    @property
    def capacity(self) -> str:
        return " / ".join(self.capacity_lines)

    @property
    def time_text(self) -> str:
        """As Decree 30/2020/NĐ-CP asks: day month year, hour minute second, time zone by ISO 8601."""
        return f"{self.at.astimezone(VIETNAM):%d/%m/%Y %H:%M:%S} +07:00"


def sign(
    pdf: bytes,
    *,
    field: str,
    certificate_pem: bytes,
    private_key: ec.EllipticCurvePrivateKey,
    chain_pems: Sequence[bytes],
    stamp: Stamp,
    reason: str,
    location: str,
    asked: "Asked | None" = None,
) -> bytes:
    """The file, unchanged, followed by one signature made at `stamp.at`; the input is a prefix of the output.

    With `asked` it holds a time-stamp (B-T), or NoTimeStamp is raised and nothing is signed.

    No signature certifies the file: that would forbid a later signer's tool to show its own field. What may
    be added after a signature is judged when the file is checked.
    Raises SigningRefused (CertificateNotValid, KeyMismatch, FieldNotFree). Fetches nothing.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415 - see fields.py
    from pyhanko.sign.fields import SigSeedSubFilter  # noqa: PLC0415
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner  # noqa: PLC0415

    certificate = x509.load_pem_x509_certificate(certificate_pem)
    _check_certificate(certificate, private_key, stamp.at)
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    width, height = _free_field_size(writer, field)
    metadata = PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        name=stamp.signer,
        reason=reason,
        location=location,
        cades_signed_attr_spec=_claimed_capacity(stamp.capacity),
    )
    signer = _signer(certificate_pem, private_key, chain_pems)
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / "stamp.pdf"
        picture.write_bytes(stamp_pdf(stamp, width=width, height=height, is_test=is_test(certificate)))
        pdf_signer = PdfSigner(metadata, signer, timestamper=asked, stamp_style=_stamp_style(picture))
        return asyncio.run(_signed(pdf_signer, writer, stamp.at))


def stamp_pdf(stamp: Stamp, *, width: float, height: float, is_test: bool) -> bytes:
    """The stamp alone as a one-page PDF of the given points, in the largest type that shows all of it."""
    html = render_to_string("print/stamp.html", {"stamp": stamp, "time": stamp.time_text, "is_test": is_test})
    for size in STAMP_SIZES:
        sized = f"@page {{ size: {width:.2f}pt {height:.2f}pt }} html {{ font-size: {size}pt }}"
        document = lay_out(html, stylesheet="stamp.css", also=sized)
        if len(document.pages) == 1:
            break
    return cast("bytes", document.write_pdf())


def is_test(certificate: x509.Certificate) -> bool:
    """Whether its issuer is a test authority, whose signatures have no legal value."""
    return TEST_MARK in certificate.issuer.rfc4514_string()


def _check_certificate(
    certificate: x509.Certificate, private_key: ec.EllipticCurvePrivateKey, at: datetime
) -> None:
    if not certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc:
        raise CertificateNotValid("The certificate is not valid at the time of signing.")
    if certificate.public_key() != private_key.public_key():
        raise KeyMismatch("The private key does not belong to the certificate.")


def _free_field_size(writer: "IncrementalPdfFileWriter", name: str) -> tuple[float, float]:
    from pyhanko.sign.fields import enumerate_sig_fields  # noqa: PLC0415 - see fields.py

    for field_name, value, reference in enumerate_sig_fields(writer.prev):
        if field_name == name and value is None:
            left, bottom, right, top = (float(edge) for edge in reference.get_object()["/Rect"])
            return right - left, top - bottom
    raise FieldNotFree(f"There is no free signature field {name!r} in the file.")


def _signer(
    certificate_pem: bytes, private_key: ec.EllipticCurvePrivateKey, chain_pems: Sequence[bytes]
) -> "SimpleSigner":
    from asn1crypto import keys  # noqa: PLC0415 - see fields.py
    from pyhanko.sign.signers import SimpleSigner  # noqa: PLC0415
    from pyhanko_certvalidator.registry import SimpleCertificateStore  # noqa: PLC0415

    registry = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    # A root proves nothing about itself, and its copy would be bytes that no signature protects.
    registry.register_multiple([one for one in map(read_certificate, chain_pems) if one.self_signed == "no"])
    key = keys.PrivateKeyInfo.load(
        private_key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return SimpleSigner(
        signing_cert=read_certificate(certificate_pem), signing_key=key, cert_registry=registry
    )


def _claimed_capacity(capacity: str) -> "CAdESSignedAttrSpec":
    """The capacity as a signed attribute (X.520 title), so that checking can show it."""
    from asn1crypto import cms, core  # noqa: PLC0415 - see fields.py
    from pyhanko.sign.ades.api import CAdESSignedAttrSpec, SignerAttrSpec  # noqa: PLC0415

    title = cms.AttCertAttribute({"type": TITLE, "values": [core.UTF8String(capacity)]})
    return CAdESSignedAttrSpec(signer_attributes=SignerAttrSpec(claimed_attrs=[title], certified_attrs=[]))


def _stamp_style(picture: Path) -> "StaticStampStyle":
    from pyhanko.pdf_utils import layout  # noqa: PLC0415 - see fields.py
    from pyhanko.stamp import StaticStampStyle  # noqa: PLC0415

    whole_field = layout.SimpleBoxLayoutRule(
        x_align=layout.AxisAlignment.ALIGN_MID,
        y_align=layout.AxisAlignment.ALIGN_MID,
        margins=layout.Margins(0, 0, 0, 0),
    )
    return StaticStampStyle.from_pdf_file(
        str(picture), border_width=0, background_opacity=1.0, background_layout=whole_field
    )


async def _signed(pdf_signer: "PdfSigner", writer: "IncrementalPdfFileWriter", at: datetime) -> bytes:
    """What `PdfSigner.sign_pdf` does, but at the time we are given: it would ask the clock itself."""
    from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes  # noqa: PLC0415 - see fields.py

    from pacts.documents.timestamps import ROOM  # noqa: PLC0415

    session = pdf_signer.init_signing_session(writer, existing_fields_only=True)
    session.system_time = at.astimezone(VIETNAM).replace(microsecond=0)
    nothing_embedded = await session.perform_presign_validation(writer)
    if pdf_signer.default_timestamper is None:
        room = await session.estimate_signature_container_size(nothing_embedded, tight=False)
    else:
        room = ROOM  # an estimate would ask the authority once more
    prepared = session.prepare_tbs_document(validation_info=nothing_embedded, bytes_reserved=room)
    digest, out = prepared.digest_tbs_document()
    done = await prepared.perform_signature(
        document_digest=digest.document_digest,
        pdf_cms_signed_attrs=PdfCMSSignedAttributes(
            signing_time=session.system_time,
            cades_signed_attrs=pdf_signer.signature_meta.cades_signed_attr_spec,
        ),
    )
    await done.post_signature_processing(out)
    return cast("BytesIO", out).getvalue()
