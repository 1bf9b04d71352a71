"""Which papers pacts issue: rows become the frozen content of a paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from pacts.documents.content import (
    PactPaper,
    PaperClause,
    PaperParty,
    PaperTarget,
    date_words,
    opening,
    section_headings,
)
from pacts.models import Pact, Target
from pacts.queries.amendments import amendments_in_force, difference, original_of, turnover
from pacts.redline import Article, articles
from units.enums import ClusterKind, LeadershipRole
from units.queries.names import names_on
from units.queries.roster import Member, roster

_LEADER_LINES: dict[tuple[str, str], str] = {
    (ClusterKind.CUM, LeadershipRole.TRUONG): "CỤM TRƯỞNG",
    (ClusterKind.CUM, LeadershipRole.PHO): "CỤM PHÓ",
    (ClusterKind.KHOI, LeadershipRole.TRUONG): "KHỐI TRƯỞNG",
    (ClusterKind.KHOI, LeadershipRole.PHO): "KHỐI PHÓ",
}

PACT_TITLE = "GIAO ƯỚC THI ĐUA"
AMENDING_TITLE = "PHỤ LỤC SỬA ĐỔI, BỔ SUNG GIAO ƯỚC THI ĐUA"


@dataclass(frozen=True, slots=True)
class PactText:
    """The words of a pact for a screen."""

    legal_bases: tuple[str, ...]
    preamble: str
    clauses: tuple[PaperClause, ...]
    closing: str
    movements: tuple[str, ...] = ()
    marked: frozenset[str] = frozenset()


def pact_text(pact: Pact, on: date) -> PactText:
    """What the paper says: of a frozen pact the very content that was frozen, whatever the rows say now.

    The paper of an amendment says what is amended, and who comes in on the day.
    """
    if pact.paper is not None:
        said = pact.paper.snapshot
        return PactText(
            legal_bases=tuple(said["legal_bases"]),
            preamble=said["preamble"],
            clauses=tuple(_frozen_clause(clause) for clause in said["clauses"]),
            closing=said["closing"],
            movements=tuple(said.get("movements", ())),
        )
    if pact.amends_id:
        return amending_text(pact, roster(pact.cluster, pact.cluster.day_within(on)), on)
    return whole_text(pact)


def whole_text(pact: Pact) -> PactText:
    """The text of the rows; of an amendment the whole as it will read.

    `marked` holds the headings and codes that illustrate an article and are not taken from it.
    """
    marked = {clause.heading for clause in pact.clauses.all() if clause.is_illustration}
    targets = Target.objects.filter(clause__pact=pact, is_illustration=True)
    return PactText(
        legal_bases=_citations(pact),
        preamble=opening(pact.preamble, pact.theme, pact.motto),
        clauses=clauses(pact),
        closing=pact.closing,
        movements=movement_names(pact),
        marked=frozenset(marked | set(targets.values_list("code", flat=True))),
    )


def amending_text(pact: Pact, members: list[Member], on: date) -> PactText:
    """What an amendment says: only the difference, and that the rest stays."""
    original, cluster = original_of(pact), pact.cluster
    papers = [original, *amendments_in_force(original).filter(version__lt=pact.version)]
    bases = tuple(f"Căn cứ {_name(one)}" for one in papers)
    said = [
        *articles(difference(pact)),
        *_turnover_article(pact, members),
        Article("Hiệu lực thi hành", ("Các nội dung khác của Giao ước không thay đổi.",)),
    ]
    organiser = names_on([cluster.year.organiser], on)
    copies = f"{len(members) + 1:02d} bản: mỗi đơn vị thành viên giữ 01 bản"
    return PactText(
        legal_bases=_citations(pact) + bases,
        preamble=f"Chúng tôi, thủ trưởng các đơn vị thành viên, thống nhất sửa đổi, bổ sung {_name(original)} "
        "(sau đây gọi là Giao ước) như sau:",
        clauses=tuple(_amending_clause(number, one) for number, one in enumerate(said, start=1)),
        closing="Phụ lục này là bộ phận không tách rời của Giao ước, có hiệu lực từ ngày đơn vị cuối cùng ký và "
        f"được lập thành {copies}, gửi {organiser[cluster.year.organiser_id]} 01 bản.",
    )


def _name(pact: Pact) -> str:
    """The paper of a pact or an amendment as another one cites it."""
    kind = "Phụ lục sửa đổi, bổ sung Giao ước thi đua" if pact.amends_id else "Giao ước thi đua"
    words = f"{kind} năm {pact.cluster.year.year} của {pact.cluster.name}"
    return f"{words} {date_words(pact.dated_on)}" if pact.dated_on else words


def _turnover_article(pact: Pact, members: list[Member]) -> Iterator[Article]:
    """Who comes in: from the day of force of the amendment, whenever it became a member."""
    changed = turnover(pact, members)
    lines = [
        f"Bổ sung {member.short_name}"
        + (f", đơn vị thành viên từ {date_words(day)}," if (day := member.membership.valid_from) else "")
        + " tham gia Giao ước từ ngày Phụ lục này có hiệu lực."
        for member in changed.joining
    ]
    lines += [f"{name} không còn là đơn vị thành viên, không ký Phụ lục này." for name in changed.leaving]
    if lines:
        yield Article("Đơn vị tham gia Giao ước", tuple(lines))


def _amending_clause(number: int, article: Article) -> PaperClause:
    targets = tuple(
        PaperTarget(
            code=target.code,
            text=target.text,
            requirement=target.requirement,
            details=tuple(target.details.splitlines()),
        )
        for target in article.targets
    )
    return PaperClause(number=number, heading=article.heading, body="\n".join(article.lines), targets=targets)


def _frozen_clause(said: dict[str, Any]) -> PaperClause:
    targets = tuple(
        PaperTarget(**{**target, "details": tuple(target.get("details", ()))}) for target in said["targets"]
    )
    return PaperClause(
        number=said["number"],
        heading=said["heading"],
        body=said["body"],
        targets=targets,
        section=said.get("section", ""),
    )


def pact_paper(
    *,
    pact: Pact,
    members: list[Member],
    place: str,
    dated_on: date,
    check_url: str,
    witnesses: tuple[PaperParty, ...] = (),
) -> PactPaper:
    """The pact or amendment as it is printed: members in the official order, the leader last (practice of the
    clusters)."""
    cluster = pact.cluster
    organiser = cluster.year.organiser
    text = amending_text(pact, members, dated_on) if pact.amends_id else whole_text(pact)
    subtitle = f"Năm {cluster.year.year} của {cluster.name}"
    if pact.amends and pact.amends.dated_on:
        subtitle += f" {date_words(pact.amends.dated_on)}"
    return PactPaper(
        issuer=cluster.name.upper(),
        place=place,
        dated_on=dated_on,
        title=AMENDING_TITLE if pact.amends_id else PACT_TITLE,
        # A preview of a pact that illustrates an article must not pass for the real one.
        subtitle=subtitle + (" (minh họa)" if pact.is_illustration else ""),
        legal_bases=text.legal_bases,
        preamble=text.preamble,
        clauses=text.clauses,
        closing=text.closing,
        movements=text.movements,
        parties=cells(members, cluster.kind),
        witnesses=witnesses,
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


def clauses(pact: Pact) -> tuple[PaperClause, ...]:
    """The articles with their targets, numbered by their place."""
    rows = list(pact.clauses.order_by("position", "pk").prefetch_related("targets"))
    headings = section_headings([clause.section for clause in rows])
    return tuple(
        PaperClause(
            number=number,
            section=headings[number - 1],
            heading=clause.heading,
            body=clause.body,
            targets=tuple(
                PaperTarget(
                    code=target.code,
                    text=target.text,
                    requirement=target.requirement,
                    details=target.details,
                )
                for target in sorted(clause.targets.all(), key=lambda target: (target.position, target.pk))
            ),
        )
        for number, clause in enumerate(rows, start=1)
    )


def _citations(pact: Pact) -> tuple[str, ...]:
    return tuple(pact.legal_bases.order_by("position", "pk").values_list("citation", flat=True))


def movement_names(pact: Pact) -> tuple[str, ...]:
    """The movements that the pact takes up, in its order."""
    return tuple(pact.movements.order_by("position", "pk").values_list("movement__name", flat=True))


def cells(members: list[Member], kind: str) -> tuple[PaperParty, ...]:
    """The signature grid: a place for each member, the leader last."""
    return tuple(
        PaperParty(
            field=f"sig-{place}",
            unit=member.short_name.upper(),
            role_line=_LEADER_LINES.get((kind, member.role), ""),
        )
        for place, member in enumerate(leader_last(members), start=1)
    )


def witness_cell(unit_text: str) -> PaperParty:
    """The place of the witness, below the grid."""
    return PaperParty(field="sig-witness", unit=unit_text.upper())
