"""Texts of pacts to compare: a draft with sections, clauses and targets, and an edit of it."""

from __future__ import annotations

from decimal import Decimal

from pacts.models import Pact, PactClause, Target


def write_text(pact: Pact) -> list[PactClause]:
    """Three articles under two headings, the first with two targets, instead of the usual ones."""
    Target.objects.filter(clause__pact=pact).delete()
    pact.clauses.all().delete()
    texts = [
        ("I. CHỈ TIÊU", "Công tác nghiệp vụ", "Các đơn vị phấn đấu đạt chỉ tiêu trước ngày 15/7."),
        ("II. TỔ CHỨC", "Sơ kết", "Sơ kết sáu tháng.\nGửi báo cáo về Cụm trưởng."),
        ("II. TỔ CHỨC", "Trách nhiệm", "Thủ trưởng các đơn vị chịu trách nhiệm."),
    ]
    clauses = [
        PactClause.objects.create(pact=pact, position=place, section=section, heading=heading, body=body)
        for place, (section, heading, body) in enumerate(texts, start=1)
    ]
    add_target(clauses[0], "NV01", "Tỷ lệ giải quyết tố giác, tin báo về tội phạm", "90")
    add_target(clauses[0], "NV02", "Án trả hồ sơ để điều tra bổ sung", "5", comparator="le")
    return clauses


def add_target(clause: PactClause, code: str, text: str, value: str, *, comparator: str = "ge") -> Target:
    return Target.objects.create(
        clause=clause,
        position=clause.targets.count() + 1,
        code=code,
        text=text,
        comparator=comparator,
        value=Decimal(value),
        unit_of_measure="%",
    )


def change_text(pact: Pact) -> None:
    """Another number, a date in words, an article moved up, one removed, one added; counted as edits are."""
    Target.objects.filter(clause__pact=pact, code="NV01").update(value=Decimal("95"))
    first, second, third = pact.clauses.order_by("position")
    first.body = first.body.replace("15/7", "20/7")
    first.position, third.position = 2, 1
    first.save()
    third.save()
    second.delete()
    PactClause.objects.create(
        pact=pact, position=3, section="II. TỔ CHỨC", heading="Tổng kết", body="Tổng kết cuối năm."
    )
    pact.theme = "Chủ đề mới"
    pact.edit_number += 1
    pact.save()
