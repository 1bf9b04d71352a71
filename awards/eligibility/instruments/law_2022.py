"""Luật Thi đua, khen thưởng 2022: in force from 01/01/2024; ends the law of 2003."""

from datetime import date

from awards.eligibility.conditions import conduct, merit
from awards.eligibility.facts import Grade
from awards.eligibility.rule import Instrument, Layer, Rule, Stage

_LAW = "Luật Thi đua, khen thưởng năm 2022"
_BASE_TITLES = frozenset({"LDTT", "CSTDCS"})
_SECTOR_TITLE = frozenset({"CSTDN"})

LAW_2022 = Instrument(
    code="L2022",
    citation="Luật Thi đua, khen thưởng số 06/2022/QH15 ngày 15/06/2022",
    layer=Layer.LAW,
    in_force_from=date(2024, 1, 1),
    repeals=frozenset({"L2003"}),
    # The circular repeated what the law now says itself, so it would be found twice until 30/09/2024.
    replaces=frozenset({"TT01-16-1-ROW-SO-FAR", "TT01-16-1-ROW", "TT01-16-1-INITIATIVE"}),
    rules=(
        Rule(
            code="L2022-24-GRADE",
            cites=f"Điều 24 {_LAW}",
            text="Hoàn thành tốt nhiệm vụ trở lên.",
            titles=_BASE_TITLES,
            holds=conduct.grade_at_least(Grade.GOOD),
        ),
        Rule(
            code="L2022-24-TAKES-PART",
            cites=f"Điều 24 {_LAW}",
            text="Tham gia phong trào thi đua.",
            titles=_BASE_TITLES,
            holds=conduct.takes_part,
        ),
        Rule(
            code="L2022-23-MERIT",
            cites=f"Điều 23 {_LAW}",
            text=(
                "Hoàn thành xuất sắc nhiệm vụ, hoặc có sáng kiến được cơ sở công nhận, hoặc có đề tài "
                "khoa học được nghiệm thu."
            ),
            titles=frozenset({"CSTDCS"}),
            holds=merit.excellent_or_initiative,
        ),
        Rule(
            code="L2022-22-ROW-SO-FAR",
            cites=f"Điều 22 {_LAW}",
            text="Khi đăng ký: đã có Chiến sĩ thi đua cơ sở của các năm trước trong 03 lần liên tục.",
            titles=_SECTOR_TITLE,
            stages=frozenset({Stage.REGISTRATION}),
            holds=merit.titles_in_a_row_before("CSTDCS", 3),
        ),
        Rule(
            code="L2022-22-ROW",
            cites=f"Điều 22 {_LAW}",
            text="Có 03 lần liên tục được tặng danh hiệu Chiến sĩ thi đua cơ sở.",
            titles=_SECTOR_TITLE,
            holds=merit.titles_in_a_row("CSTDCS", 3),
        ),
        Rule(
            code="L2022-22-INITIATIVE",
            cites=f"Điều 22 {_LAW}",
            text=(
                "Có sáng kiến áp dụng hiệu quả và có khả năng nhân rộng trong ngành, hoặc đề tài khoa học đã "
                "nghiệm thu có phạm vi ảnh hưởng trong ngành, được Viện trưởng VKSND tối cao công nhận."
            ),
            titles=_SECTOR_TITLE,
            holds=merit.initiative_for_sector(3),
        ),
    ),
)
