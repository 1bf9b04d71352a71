"""Nghị định 91/2017/NĐ-CP: the decree under the law of 2003, with the 15 % for CSTĐ cơ sở."""

from datetime import date
from fractions import Fraction

from awards.eligibility.conditions import conduct, merit, service
from awards.eligibility.rule import UNVERIFIED, Instrument, Layer, Rule

_ARTICLE_9_3 = "Khoản 3 Điều 9 Nghị định 91/2017/NĐ-CP"
_SOME_ARTICLE = f"Nghị định 91/2017/NĐ-CP (chưa rõ điều, khoản) {UNVERIFIED}"
_BASE_TITLES = frozenset({"LDTT", "CSTDCS"})

DECREE_91_2017 = Instrument(
    code="ND91",
    citation="Nghị định số 91/2017/NĐ-CP ngày 31/07/2017",
    layer=Layer.DECREE,
    # The day is recalled. Nothing rests on it: the circular of the sector of those days is not known either.
    in_force_from=date(2017, 10, 1),
    rules=(
        Rule(
            code="ND91-9-3-MERIT",
            cites=_ARTICLE_9_3,
            text=(
                "Hoàn thành xuất sắc nhiệm vụ, hoặc có sáng kiến được công nhận, hoặc có đề tài "
                "được nghiệm thu."
            ),
            titles=frozenset({"CSTDCS"}),
            holds=merit.excellent_or_initiative,
        ),
        Rule(
            code="ND91-9-3-QUOTA",
            cites=_ARTICLE_9_3,
            text="Số Chiến sĩ thi đua cơ sở không quá 15% số Lao động tiên tiến của đơn vị.",
            titles=frozenset({"CSTDCS"}),
            holds=merit.share_at_most(Fraction(15, 100)),
        ),
        Rule(
            code="ND91-OPEN-CASE",
            cites=_SOME_ARTICLE,
            text="Chưa xét khi đang có vụ việc được xem xét, điều tra, thanh tra hoặc xác minh.",
            titles=frozenset({"LDTT", "CSTDCS", "CSTDN"}),
            holds=conduct.no_open_case,
        ),
        Rule(
            code="ND91-LEAVE",
            cites=_SOME_ARTICLE,
            text="Thời gian nghỉ thai sản được tính là thời gian làm việc.",
            titles=_BASE_TITLES,
            holds=service.leave_is_work,
        ),
    ),
)
