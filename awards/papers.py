"""The letter by which a unit submits nominations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from awards.eligibility.rule import UNVERIFIED
from awards.models import Nomination
from pacts.documents.content import NomineeRow, SubmissionPaper, SummaryRow
from units.models import EmulationYear, Unit
from units.queries.authority import Authority


def submission_paper(
    *,
    unit: Unit,
    year: EmulationYear,
    nominations: list[Nomination],
    findings: Mapping[int, list[dict]],
    authority: Authority,
    dated_on: date,
) -> SubmissionPaper:
    """The letter in Vietnamese: the number is given by the registry when it is sent."""
    awards = Counter(str(one.item.title) for one in nominations)
    parent = unit.parent
    return SubmissionPaper(
        issuer=unit.name.upper(),
        parent_lines=(parent.name.upper(),) if parent else (year.organiser.name.upper(),),
        place=unit.place,
        dated_on=dated_on,
        subject=f"Về việc đề nghị xét tặng danh hiệu thi đua năm {year.year}",
        addressee=year.organiser.name,
        legal_bases=tuple(
            year.guidance.filter(is_legal_basis=True)
            .order_by("position", "pk")
            .values_list("citation", flat=True)
        ),
        paragraphs=(
            f"{unit.name} kính đề nghị {year.organiser.name} xem xét, tặng danh hiệu thi đua năm "
            f"{year.year} cho các cá nhân sau:",
        ),
        summary=tuple(
            SummaryRow(award=award, collectives=None, persons=count) for award, count in awards.items()
        ),
        nominees=tuple(
            NomineeRow(
                name=str(one.item.person),
                position=one.item.position_text,
                award=str(one.item.title),
                findings=_articles(findings[one.pk]),
            )
            for one in nominations
        ),
        signer_title_lines=authority.capacity_lines,
        signer=authority.person.full_name,
        recipients=("Như trên;", "Lưu: VT, TĐKT."),
        is_rehearsal=year.is_rehearsal,
    )


def _articles(findings: list[dict]) -> str:
    """The articles that the nominee meets; how each is met stands in the dossier, and so do those articles
    that nobody has verified yet: an official paper does not cite them."""
    cites = dict.fromkeys(
        " ".join(finding["cites"].split()).rstrip(".;,")
        for finding in findings
        if UNVERIFIED not in finding["cites"]
    )
    return f"Đủ điều kiện: {'; '.join(cites)}."
