"""Official papers come to be: rendered once, numbered where they need it, frozen with their content."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from pacts.documents.content import as_json
from pacts.documents.fields import add_signature_fields
from pacts.documents.rendering import MAX_PAGES, PaperTooLong, page_images, render_pdf
from pacts.enums import PaperKind
from pacts.models import IssuedPaper, PaperFile, PaperPage, PaperRevision
from pacts.services.proof import proof_code
from units import audit
from units.models import Unit, User

TOO_LONG = _("The text is longer than a paper may be: at most %(pages)s pages. Shorten it, then try again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedPaper:
    """A rendered paper with its empty signature fields, before it is anything in the register."""

    paper_id: UUID
    pdf: bytes
    images: tuple[bytes, ...]
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.pdf).hexdigest()


def prepare(paper: Any) -> PreparedPaper:
    """Render the paper, embed its content as JSON, make all signature fields and the pictures of its pages.

    A paper that says where it is checked carries the signed digest of its content as a QR code too. One that is too
    long raises ValidationError.
    """
    paper_id, content = uuid4(), as_json(paper)
    code = (
        proof_code(paper_id=paper_id, dated_on=paper.dated_on, content=content) if paper.check_url else None
    )
    attachments = {"content.json": content} | ({"proof.txt": code.address.encode()} if code else {})
    try:
        rendered = render_pdf(template=paper.template, paper=paper, attachments=attachments, code=code)
    except PaperTooLong as error:
        raise ValidationError(TOO_LONG % {"pages": MAX_PAGES}) from error
    pdf = add_signature_fields(rendered.pdf, rendered.fields) if rendered.fields else rendered.pdf
    return PreparedPaper(paper_id=paper_id, pdf=pdf, images=page_images(pdf), content=content)


def next_number(*, unit: Unit, year: int, symbol: str) -> int:
    """The next number of the series; the caller's transaction holds the unit, so no two get the same."""
    Unit.objects.select_for_update().get(pk=unit.pk)
    taken = IssuedPaper.objects.filter(unit=unit, year=year, symbol=symbol).aggregate(last=Max("number"))[
        "last"
    ]
    return (taken or 0) + 1


@transaction.atomic
def store(
    *,
    kind: PaperKind,
    prepared: PreparedPaper,
    title: str,
    unit: Unit,
    year: int,
    is_rehearsal: bool,
    by: User,
    at: datetime,
    signatures_required: int = 0,
    number: int | None = None,
    symbol: str = "",
) -> IssuedPaper:
    """Enter the paper in the register with its bytes, its first revision and the pictures of its pages.

    A number that its unit has given in this year under this symbol is refused.
    """
    paper = IssuedPaper(
        id=prepared.paper_id,
        kind=kind,
        title=title,
        unit=unit,
        year=year,
        number=number,
        symbol=symbol,
        snapshot=json.loads(prepared.content),
        page_count=len(prepared.images),
        signatures_required=signatures_required,
        is_rehearsal=is_rehearsal,
        issued_at=at,
        issued_by=by,
    )
    if number is not None:
        paper.validate_constraints()
    paper.save(force_insert=True)
    _keep_bytes(paper, prepared, at)
    data = {"sha256": prepared.sha256, "kind": kind, "number": number, "symbol": symbol}
    audit.record(kind="paper_issued", actor=by, subject=paper, at=at, data=data)
    return paper


def _keep_bytes(paper: IssuedPaper, prepared: PreparedPaper, at: datetime) -> None:
    PaperFile.objects.create(paper=paper, content=prepared.pdf)
    PaperPage.objects.bulk_create(
        PaperPage(paper=paper, number=place, image=image)
        for place, image in enumerate(prepared.images, start=1)
    )
    add_revision(paper=paper, sequence=0, content=prepared.pdf, signature_count=0, at=at)


def add_revision(
    *,
    paper: IssuedPaper,
    sequence: int,
    content: bytes,
    signature_count: int,
    at: datetime,
    is_upgrade: bool = False,
) -> PaperRevision:
    """Remember one state of the bytes, so that an earlier state can be told from the whole."""
    return PaperRevision.objects.create(
        paper=paper,
        sequence=sequence,
        length=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        signature_count=signature_count,
        is_upgrade=is_upgrade,
        created_at=at,
    )
