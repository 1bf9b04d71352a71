"""Nghị định 152/2025/NĐ-CP: the decree under the law of 2022 from 01/07/2025; ends Nghị định 98/2023."""

from datetime import date
from fractions import Fraction

from awards.eligibility.conditions import conduct, service, vote
from awards.eligibility.rule import UNVERIFIED, Instrument, Layer, Rule

_DECREE = "Nghị định 152/2025/NĐ-CP"
# Kept in substance; in which article the votes stand has not been seen.
_VOTES = f"{_DECREE} (quy định về bỏ phiếu, chưa rõ điều, khoản) {UNVERIFIED}"
_EIGHTY_PERCENT = Fraction(80, 100)
_NINETY_PERCENT = Fraction(90, 100)

DECREE_152_2025 = Instrument(
    code="ND152",
    citation="Nghị định số 152/2025/NĐ-CP ngày 14/06/2025",
    layer=Layer.DECREE,
    in_force_from=date(2025, 7, 1),
    repeals=frozenset({"ND98"}),
    rules=(
        Rule(
            code="ND152-4-4-OPEN-CASE",
            cites=f"Khoản 4 Điều 4 {_DECREE}",
            text="Chưa xét khi đang có vụ việc được xem xét, điều tra, thanh tra hoặc xác minh.",
            titles=frozenset({"LDTT", "CSTDCS", "CSTDN"}),
            holds=conduct.no_open_case,
        ),
        Rule(
            code="ND152-4-5-LEAVE",
            cites=f"Khoản 5 Điều 4 {_DECREE}",
            text="Thời gian nghỉ thai sản được tính là thời gian làm việc.",
            titles=frozenset({"LDTT", "CSTDCS"}),
            holds=service.leave_is_work,
        ),
        Rule(
            code="ND152-VOTE-80",
            cites=f"{_VOTES}; Điều 14 Thông tư 02/2024/TT-VKSTC",
            text="Từ 80% tổng số thành viên Hội đồng đồng ý; thành viên vắng mặt lấy ý kiến bằng văn bản.",
            titles=frozenset({"CSTDCS"}),
            majority=_EIGHTY_PERCENT,
            holds=vote.vote_of(_EIGHTY_PERCENT),
        ),
        Rule(
            code="ND152-VOTE-90",
            cites=_VOTES,
            text="Từ 90% tổng số thành viên Hội đồng đồng ý; thành viên vắng mặt lấy ý kiến bằng văn bản.",
            titles=frozenset({"CSTDN"}),
            majority=_NINETY_PERCENT,
            holds=vote.vote_of(_NINETY_PERCENT),
        ),
    ),
)
