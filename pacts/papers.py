"""Which papers pacts issue: rows become the frozen content of a paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from pacts.documents.content import PactPaper, PaperClause, PaperParty, PaperTarget
from pacts.models import Pact, Target
from units.enums import ClusterKind, LeadershipRole
from units.queries.authority import Authority
from units.queries.names import names_on
from units.queries.roster import Member

_LEADER_LINES: dict[tuple[str, str], str] = {
    (ClusterKind.CUM, LeadershipRole.TRUONG): "CỤM TRƯỞNG",
    (ClusterKind.CUM, LeadershipRole.PHO): "CỤM PHÓ",
    (ClusterKind.KHOI, LeadershipRole.TRUONG): "KHỐI TRƯỞNG",
    (ClusterKind.KHOI, LeadershipRole.PHO): "KHỐI PHÓ",
}


@dataclass(frozen=True, slots=True)
class PactText:
    """The words of a pact for a screen."""

    legal_bases: tuple[str, ...]
    preamble: str
    clauses: tuple[PaperClause, ...]
    closing: str
    marked: frozenset[str] = frozenset()


def pact_text(pact: Pact) -> PactText:
    """What the paper says: of a frozen pact the very content that was frozen, whatever the rows say now.

    `marked` holds the headings and codes that illustrate an article and are not taken from it.
    """
    if pact.paper is not None:
        said = pact.paper.snapshot
        return PactText(
            legal_bases=tuple(said["legal_bases"]),
            preamble=said["preamble"],
            clauses=tuple(_frozen_clause(clause) for clause in said["clauses"]),
            closing=said["closing"],
        )
    marked = {clause.heading for clause in pact.clauses.all() if clause.is_illustration}
    targets = Target.objects.filter(clause__pact=pact, is_illustration=True)
    return PactText(
        legal_bases=tuple(pact.legal_bases.order_by("position", "pk").values_list("citation", flat=True)),
        preamble=preamble(pact),
        clauses=clauses(pact),
        closing=pact.closing,
        marked=frozenset(marked | set(targets.values_list("code", flat=True))),
    )


def _frozen_clause(said: dict[str, Any]) -> PaperClause:
    targets = tuple(PaperTarget(**target) for target in said["targets"])
    return PaperClause(number=said["number"], heading=said["heading"], body=said["body"], targets=targets)


def pact_paper(
    *,
    pact: Pact,
    members: list[Member],
    authorities: dict[int, Authority],
    place: str,
    dated_on: date,
    check_url: str,
) -> PactPaper:
    """The pact as it is printed: members in the official order, the leader last (practice of the clusters)."""
    cluster = pact.cluster
    organiser = cluster.year.organiser
    return PactPaper(
        issuer=cluster.name.upper(),
        place=place,
        dated_on=dated_on,
        # A preview of a pact that illustrates an article must not pass for the real one.
        subtitle=f"Năm {cluster.year.year} của {cluster.name}"
        + (" (minh họa)" if pact.is_illustration else ""),
        legal_bases=tuple(pact.legal_bases.order_by("position", "pk").values_list("citation", flat=True)),
        preamble=preamble(pact),
        clauses=clauses(pact),
        closing=pact.closing,
        parties=tuple(
            _party(place, member, authorities.get(member.unit.pk), cluster.kind)
            for place, member in enumerate(leader_last(members), start=1)
        ),
        recipients=(
            "Các đơn vị thành viên;",
            f"{names_on([organiser], dated_on)[organiser.pk]} (để báo cáo);",
            "Lưu: VT, TĐKT.",
        ),
        is_rehearsal=cluster.year.is_rehearsal,
        check_url=check_url,
    )


def leader_last(members: list[Member]) -> list[Member]:
    """The order of the signature grid."""
    return sorted(members, key=lambda member: member.role == LeadershipRole.TRUONG)


def preamble(pact: Pact) -> str:
    """The preamble with the theme and motto of the year."""
    words = [
        f"chủ đề “{pact.theme}”" if pact.theme else "",
        f"phương châm “{pact.motto}”" if pact.motto else "",
    ]
    aims = " và ".join(word for word in words if word)
    return pact.preamble.rstrip(" :") + (f" với {aims}" if aims else "") + ", gồm các nội dung sau:"


def clauses(pact: Pact) -> tuple[PaperClause, ...]:
    """The articles with their targets, numbered by their place."""
    rows = pact.clauses.order_by("position", "pk").prefetch_related("targets")
    return tuple(
        PaperClause(
            number=number,
            heading=clause.heading,
            body=clause.body,
            targets=tuple(
                PaperTarget(code=target.code, text=target.text, requirement=target.requirement)
                for target in sorted(clause.targets.all(), key=lambda target: (target.position, target.pk))
            ),
        )
        for number, clause in enumerate(rows, start=1)
    )


def _party(place: int, member: Member, authority: Authority | None, kind: str) -> PaperParty:
    title = member.unit.head_title.upper() or "THỦ TRƯỞNG"
    return PaperParty(
        field=f"sig-{place}",
        position_title=title,
        capacity_lines=authority.capacity_lines if authority else (),
        role_line=_LEADER_LINES.get((kind, member.role), ""),
        unit=member.short_name.upper(),
        signer=authority.person.full_name if authority else "",
    )
