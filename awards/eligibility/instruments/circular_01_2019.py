"""Thông tư 01/2019/TT-VKSTC: the sector's circular until 30/09/2024."""

from datetime import date
from fractions import Fraction

from awards.eligibility.conditions import conduct, merit, service, vote
from awards.eligibility.rule import UNVERIFIED, Instrument, Layer, Rule, Stage

_ARTICLE_16_1 = "Khoản 1 Điều 16 Thông tư 01/2019/TT-VKSTC"
_SOME_ARTICLE = f"Thông tư 01/2019/TT-VKSTC (chưa rõ điều, khoản {UNVERIFIED})"
_BASE_TITLES = frozenset({"LDTT", "CSTDCS"})
_SECTOR_TITLE = frozenset({"CSTDN"})
_NINETY_PERCENT = Fraction(90, 100)

CIRCULAR_01_2019 = Instrument(
    code="TT01",
    citation="Thông tư số 01/2019/TT-VKSTC ngày 14/05/2019",
    layer=Layer.CIRCULAR,
    in_force_from=date(2019, 6, 28),
    rules=(
        Rule(
            code="TT01-SERVICE",
            cites=_SOME_ARTICLE,
            text="Không xét người mới tuyển dụng chưa đủ 10 tháng.",
            titles=_BASE_TITLES,
            stages=frozenset(Stage),
            holds=service.service_of_at_least(10),
        ),
        Rule(
            code="TT01-ABSENCE",
            cites=_SOME_ARTICLE,
            text="Thời gian nghỉ trong năm không vượt mức quy định.",
            titles=_BASE_TITLES,
            holds=service.absence_in_unread_text,
        ),
        Rule(
            code="TT01-DISCIPLINE",
            cites=_SOME_ARTICLE,
            text="Không bị kỷ luật đến mức không được xét.",
            titles=_BASE_TITLES,
            holds=conduct.discipline_in_unread_text,
        ),
        Rule(
            code="TT01-TRANSFER",
            cites=f"Thông lệ khi chuyển đơn vị công tác {UNVERIFIED}",
            text="Có từ 06 tháng trong năm ở đơn vị cũ thì cần nhận xét bằng văn bản của đơn vị cũ.",
            titles=_BASE_TITLES,
            holds=service.remark_of_old_unit(6),
        ),
        Rule(
            code="TT01-REGISTERED",
            cites=f"Hướng dẫn công tác thi đua của năm {UNVERIFIED}",
            text="Đã đăng ký danh hiệu thi đua, nếu hướng dẫn của năm đặt điều kiện đó.",
            titles=_BASE_TITLES | _SECTOR_TITLE,
            holds=conduct.registered_where_required,
        ),
        Rule(
            code="TT01-16-1-ROW-SO-FAR",
            cites=_ARTICLE_16_1,
            text="Khi đăng ký: đã có Chiến sĩ thi đua cơ sở của các năm trước trong 03 lần liên tục.",
            titles=_SECTOR_TITLE,
            stages=frozenset({Stage.REGISTRATION}),
            holds=merit.titles_in_a_row_before("CSTDCS", 3),
        ),
        Rule(
            code="TT01-16-1-ROW",
            cites=_ARTICLE_16_1,
            text="Có 03 lần liên tục được tặng danh hiệu Chiến sĩ thi đua cơ sở.",
            titles=_SECTOR_TITLE,
            holds=merit.titles_in_a_row("CSTDCS", 3),
        ),
        Rule(
            code="TT01-16-1-INITIATIVE",
            cites=_ARTICLE_16_1,
            text=(
                "Có sáng kiến, đề tài có phạm vi ảnh hưởng trong ngành được Viện trưởng VKSND tối cao "
                "công nhận."
            ),
            titles=_SECTOR_TITLE,
            holds=merit.initiative_for_sector(3),
        ),
        Rule(
            code="TT01-16-1-VOTE",
            cites=_ARTICLE_16_1,
            text="Từ 90% tổng số thành viên Hội đồng Thi đua - Khen thưởng ngành đồng ý.",
            titles=_SECTOR_TITLE,
            majority=_NINETY_PERCENT,
            holds=vote.vote_of(_NINETY_PERCENT),
        ),
        Rule(
            code="TT01-NEW-COUNT",
            cites=f"Thông lệ tính lại số lần liên tục sau khi được tặng {UNVERIFIED}",
            text="Sau khi được tặng Chiến sĩ thi đua ngành, số lần liên tục được tính lại.",
            titles=_SECTOR_TITLE,
            stages=frozenset(Stage),
            holds=merit.years_not_counted_before("CSTDN", 3),
        ),
    ),
)
