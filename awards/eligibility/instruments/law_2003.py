"""Luật Thi đua, khen thưởng 2003: in force until the law of 2022."""

from datetime import date

from awards.eligibility.conditions import conduct
from awards.eligibility.facts import Grade
from awards.eligibility.rule import UNVERIFIED, Instrument, Layer, Rule

_ARTICLE_24 = f"Điều 24 Luật Thi đua, khen thưởng năm 2003 {UNVERIFIED}"
_BASE_TITLES = frozenset({"LDTT", "CSTDCS"})

LAW_2003 = Instrument(
    code="L2003",
    citation="Luật Thi đua, khen thưởng số 15/2003/QH11 (sửa đổi, bổ sung các năm 2005, 2009, 2013)",
    layer=Layer.LAW,
    in_force_from=date(2004, 7, 1),
    rules=(
        Rule(
            code="L2003-24-GRADE",
            cites=_ARTICLE_24,
            text="Hoàn thành tốt nhiệm vụ trở lên.",
            titles=_BASE_TITLES,
            holds=conduct.grade_at_least(Grade.GOOD),
        ),
        Rule(
            code="L2003-24-TAKES-PART",
            cites=_ARTICLE_24,
            text="Tham gia phong trào thi đua.",
            titles=_BASE_TITLES,
            holds=conduct.takes_part,
        ),
    ),
)
