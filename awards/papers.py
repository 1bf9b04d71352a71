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
from units.queries.names import names_on
from units.queries.placement import upper_units_on


def submission_paper(
    *,
    unit: Unit,
    year: EmulationYear,
    nominations: list[Nomination],
    findings: Mapping[int, list[dict]],
    authority: Authority,
    dated_on: date,
) -> SubmissionPaper:
    """The letter in Vietnamese, with the names of its day: the registry gives the number when it is sent."""
    awards = Counter(str(one.item.title) for one in nominations)
    issuer, above, organiser = _names(unit, year.organiser, dated_on)
    return SubmissionPaper(
        issuer=issuer.upper(),
        parent_lines=(above.upper(),),
        place=unit.place,
        dated_on=dated_on,
        subject=f"Về việc đề nghị xét tặng danh hiệu thi đua năm {year.year}",
        addressee=organiser,
        legal_bases=tuple(
            year.guidance.filter(is_legal_basis=True)
            .order_by("position", "pk")
            .values_list("citation", flat=True)
        ),
        paragraphs=(
            f"{issuer} kính đề nghị {organiser} xem xét, tặng danh hiệu thi đua năm "
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


def _names(unit: Unit, organiser: Unit, day: date) -> list[str]:
    """What the unit, the one above it and the organiser are called on the day."""
    upper = upper_units_on([unit], day)[unit.pk]
    units = [unit, Unit.objects.get(pk=upper) if upper else organiser, organiser]
    names = names_on(units, day)
    return [names[one.pk].full_name for one in units]


def _articles(findings: list[dict]) -> str:
    """The articles that the nominee meets; how each is met stands in the dossier, and so do those articles
    that nobody has verified yet: an official paper does not cite them."""
    cites = dict.fromkeys(
        " ".join(finding["cites"].split()).rstrip(".;,")
        for finding in findings
        if UNVERIFIED not in finding["cites"]
    )
    return f"Đủ điều kiện: {'; '.join(cites)}."
