"""The titles and commendation forms of the law, kept in step with this list by `sync_award_types`."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from awards.enums import AwardCategory, RecipientKind
from awards.models import AwardType
from units import audit

_TITLE, _COMMENDATION = AwardCategory.TITLE, AwardCategory.COMMENDATION
_PERSON, _COLLECTIVE, _BOTH = RecipientKind.PERSON, RecipientKind.COLLECTIVE, RecipientKind.BOTH

# Luật Thi đua, khen thưởng 2022, Điều 22-24, 27-28, 42-44, 73-75; collectives: Thông tư 01/2019/TT-VKSTC,
# Điều 13 khoản 2.
AWARD_TYPES = (
    ("LDTT", "Lao động tiên tiến", "LĐTT", _TITLE, _PERSON),
    ("CSTDCS", "Chiến sĩ thi đua cơ sở", "CSTĐCS", _TITLE, _PERSON),
    ("CSTDN", "Chiến sĩ thi đua ngành Kiểm sát nhân dân", "CSTĐ ngành", _TITLE, _PERSON),
    ("CSTDTQ", "Chiến sĩ thi đua toàn quốc", "CSTĐTQ", _TITLE, _PERSON),
    ("TTLDTT", "Tập thể lao động tiên tiến", "TTLĐTT", _TITLE, _COLLECTIVE),
    ("TTLDXS", "Tập thể lao động xuất sắc", "TTLĐXS", _TITLE, _COLLECTIVE),
    ("CONGANH", "Cờ thi đua ngành Kiểm sát nhân dân", "Cờ ngành", _TITLE, _COLLECTIVE),
    ("COCP", "Cờ thi đua của Chính phủ", "Cờ Chính phủ", _TITLE, _COLLECTIVE),
    ("GK", "Giấy khen", "Giấy khen", _COMMENDATION, _BOTH),
    (
        "BKVT",
        "Bằng khen của Viện trưởng VKSND tối cao",
        "Bằng khen Viện trưởng",
        _COMMENDATION,
        _BOTH,
    ),
    ("BKTT", "Bằng khen của Thủ tướng Chính phủ", "Bằng khen Thủ tướng", _COMMENDATION, _BOTH),
    ("HCLD3", "Huân chương Lao động hạng Ba", "HCLĐ hạng Ba", _COMMENDATION, _BOTH),
    ("HCLD2", "Huân chương Lao động hạng Nhì", "HCLĐ hạng Nhì", _COMMENDATION, _BOTH),
    ("HCLD1", "Huân chương Lao động hạng Nhất", "HCLĐ hạng Nhất", _COMMENDATION, _BOTH),
    ("KNC", "Kỷ niệm chương “Vì sự nghiệp Kiểm sát”", "Kỷ niệm chương", _COMMENDATION, _PERSON),
)


@transaction.atomic
def sync(*, at: datetime) -> int:
    """Add the types that are missing; what an administrator changed in one that is there stays."""
    known = set(AwardType.objects.values_list("code", flat=True))
    missing = [
        AwardType(
            code=code, name=name, short_name=short, category=category, recipient=recipient, position=place
        )
        for place, (code, name, short, category, recipient) in enumerate(AWARD_TYPES, start=1)
        if code not in known
    ]
    AwardType.objects.bulk_create(missing)
    if missing:
        audit.record(
            kind="award_types_added",
            actor=None,
            subject=None,
            at=at,
            data={"codes": [award_type.code for award_type in missing]},
        )
    return len(missing)
