"""Places for signatures. All are made before anyone signs: adding one later would change a signed file."""

from collections.abc import Iterable
from io import BytesIO

from pacts.documents.rendering import FieldBox


class AlreadySigned(ValueError):
    """The file has signatures, so nothing may be added to it."""


def add_signature_fields(pdf: bytes, fields: Iterable[FieldBox]) -> bytes:
    """The file with one empty signature field a box, all in one incremental update.

    Raises AlreadySigned where somebody has signed. Boxes are in PDF points.
    """
    # Here because importing it takes half a second, which processes that sign nothing need not pay.
    from pyhanko.pdf_utils.generic import NumberObject, pdf_name  # noqa: PLC0415
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415
    from pyhanko.sign.fields import SigFieldSpec, append_signature_field  # noqa: PLC0415

    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    if writer.prev.embedded_signatures:
        raise AlreadySigned("Signature fields are made before the first signature.")
    for field in fields:
        append_signature_field(
            writer,
            SigFieldSpec(
                sig_field_name=field.name,
                on_page=field.page,
                # Fractions are right; only its annotation says whole points.
                box=field.box,  # type: ignore[arg-type]
                empty_field_appearance=False,
            ),
        )
    # Signatures exist, and whoever saves the file may only append: without it a tool would write it anew.
    form = writer.root["/AcroForm"]
    form[pdf_name("/SigFlags")] = NumberObject(3)  # type: ignore[no-untyped-call]
    writer.update_container(form)
    out = BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()
