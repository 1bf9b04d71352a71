"""Official papers come to be: rendered once, numbered where they need it, frozen with their content."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from pacts.documents.content import as_json
from pacts.documents.fields import add_signature_fields
from pacts.documents.rendering import page_images, render_pdf
from pacts.enums import PaperKind
from pacts.models import IssuedPaper, PaperFile, PaperPage, PaperRevision
from units import audit
from units.models import Unit, User


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedPaper:
    """A rendered paper with its empty signature fields, before it is anything in the register."""

    pdf: bytes
    images: tuple[bytes, ...]
    content: bytes
    field_names: tuple[str, ...]

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.pdf).hexdigest()


def prepare(paper: Any) -> PreparedPaper:
    """Render the paper, embed its content as JSON, make all signature fields and the pictures of its pages."""
    content = as_json(paper)
    rendered = render_pdf(template=paper.template, paper=paper, attachments={"content.json": content})
    pdf = add_signature_fields(rendered.pdf, rendered.fields) if rendered.fields else rendered.pdf
    return PreparedPaper(
        pdf=pdf,
        images=page_images(pdf),
        content=content,
        field_names=tuple(field.name for field in rendered.fields),
    )


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
    """Enter the paper in the register with its bytes, its first revision and the pictures of its pages."""
    paper = IssuedPaper.objects.create(
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
    PaperFile.objects.create(paper=paper, content=prepared.pdf)
    PaperPage.objects.bulk_create(
        PaperPage(paper=paper, number=place, image=image)
        for place, image in enumerate(prepared.images, start=1)
    )
    add_revision(paper=paper, sequence=0, content=prepared.pdf, signature_count=0, at=at)
    audit.record(
        kind="paper_issued",
        actor=by,
        subject=paper,
        at=at,
        data={"sha256": prepared.sha256, "kind": kind, "number": number, "symbol": symbol},
    )
    return paper


def add_revision(
    *, paper: IssuedPaper, sequence: int, content: bytes, signature_count: int, at: datetime
) -> PaperRevision:
    """Remember one state of the bytes, so that an earlier state can be told from the whole."""
    return PaperRevision.objects.create(
        paper=paper,
        sequence=sequence,
        length=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        signature_count=signature_count,
        created_at=at,
    )
