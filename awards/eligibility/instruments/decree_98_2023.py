"""Nghị định 98/2023/NĐ-CP: the first decree under the law of 2022, until 30/06/2025."""

from datetime import date
from fractions import Fraction

from awards.eligibility.conditions import conduct, service, vote
from awards.eligibility.rule import UNVERIFIED, Instrument, Layer, Rule

_ARTICLE_30_7 = "Khoản 7 Điều 30 Nghị định 98/2023/NĐ-CP"
_SOME_ARTICLE = f"Nghị định 98/2023/NĐ-CP (chưa rõ điều, khoản) {UNVERIFIED}"
_EIGHTY_PERCENT = Fraction(80, 100)
_NINETY_PERCENT = Fraction(90, 100)

DECREE_98_2023 = Instrument(
    code="ND98",
    citation="Nghị định số 98/2023/NĐ-CP ngày 31/12/2023",
    layer=Layer.DECREE,
    in_force_from=date(2024, 1, 1),
    repeals=frozenset({"ND91"}),
    replaces=frozenset({"TT01-16-1-VOTE"}),
    rules=(
        Rule(
            code="ND98-30-7-VOTE-80",
            cites=_ARTICLE_30_7,
            text="Từ 80% tổng số thành viên Hội đồng đồng ý; thành viên vắng mặt lấy ý kiến bằng văn bản.",
            titles=frozenset({"CSTDCS"}),
            majority=_EIGHTY_PERCENT,
            holds=vote.vote_of(_EIGHTY_PERCENT),
        ),
        Rule(
            code="ND98-30-7-VOTE-90",
            cites=_ARTICLE_30_7,
            text="Từ 90% tổng số thành viên Hội đồng đồng ý; thành viên vắng mặt lấy ý kiến bằng văn bản.",
            titles=frozenset({"CSTDN"}),
            majority=_NINETY_PERCENT,
            holds=vote.vote_of(_NINETY_PERCENT),
        ),
        Rule(
            code="ND98-OPEN-CASE",
            cites=_SOME_ARTICLE,
            text="Chưa xét khi đang có vụ việc được xem xét, điều tra, thanh tra hoặc xác minh.",
            titles=frozenset({"LDTT", "CSTDCS", "CSTDN"}),
            holds=conduct.no_open_case,
        ),
        Rule(
            code="ND98-LEAVE",
            cites=_SOME_ARTICLE,
            text="Thời gian nghỉ thai sản được tính là thời gian làm việc.",
            titles=frozenset({"LDTT", "CSTDCS"}),
            holds=service.leave_is_work,
        ),
    ),
)
