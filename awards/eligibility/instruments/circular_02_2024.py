"""Thông tư 02/2024/TT-VKSTC: the sector's circular from 01/10/2024; ends Thông tư 01/2019."""

from datetime import date

from awards.eligibility.conditions import conduct, merit, service
from awards.eligibility.rule import UNVERIFIED, Instrument, Layer, Rule, Stage

_CIRCULAR = "Thông tư 02/2024/TT-VKSTC"
_BASE_TITLES = frozenset({"LDTT", "CSTDCS"})
_SECTOR_TITLE = frozenset({"CSTDN"})

CIRCULAR_02_2024 = Instrument(
    code="TT02",
    citation="Thông tư số 02/2024/TT-VKSTC ngày 12/08/2024",
    layer=Layer.CIRCULAR,
    in_force_from=date(2024, 10, 1),
    repeals=frozenset({"TT01"}),
    rules=(
        Rule(
            code="TT02-15-SERVICE",
            cites=f"Điều 15 {_CIRCULAR}",
            text="Không xét người mới tuyển dụng chưa đủ 06 tháng.",
            titles=_BASE_TITLES,
            stages=frozenset(Stage),
            holds=service.service_of_at_least(6),
        ),
        Rule(
            code="TT02-15-ABSENCE",
            cites=f"Điều 15 {_CIRCULAR}",
            text="Không xét người nghỉ từ 03 tháng đến dưới 06 tháng, trừ trường hợp tại khoản 2 Điều 15.",
            titles=_BASE_TITLES,
            holds=service.absence_outside(first=3, below=6),
        ),
        Rule(
            code="TT02-15-ABSENCE-LONG",
            cites=f"Điều 15 {_CIRCULAR} (suy ra từ mức 03 tháng đến dưới 06 tháng) {UNVERIFIED}",
            text="Không xét người nghỉ từ 06 tháng trở lên, trừ trường hợp tại khoản 2 Điều 15.",
            titles=_BASE_TITLES,
            holds=service.absence_under(6),
        ),
        Rule(
            code="TT02-15-DISCIPLINE",
            cites=f"Điều 15 {_CIRCULAR}",
            text=(
                "Không xét người bị kỷ luật từ khiển trách trở lên; vi phạm đã là căn cứ không xét của năm "
                "trước thì không tính lại."
            ),
            titles=_BASE_TITLES,
            holds=conduct.no_discipline,
        ),
        Rule(
            code="TT02-14-HEAD",
            cites=f"Điều 14 {_CIRCULAR}",
            text=(
                "Người đứng đầu đơn vị: đơn vị phải hoàn thành xuất sắc nhiệm vụ hoặc là Tập thể lao động "
                "xuất sắc."
            ),
            titles=frozenset({"CSTDCS"}),
            holds=merit.unit_excellent_for_its_head,
        ),
        Rule(
            code="TT02-TRANSFER",
            cites=f"Thông lệ khi chuyển đơn vị công tác {UNVERIFIED}",
            text="Có từ 06 tháng trong năm ở đơn vị cũ thì cần nhận xét bằng văn bản của đơn vị cũ.",
            titles=_BASE_TITLES,
            holds=service.remark_of_old_unit(6),
        ),
        Rule(
            code="TT02-REGISTERED",
            cites=f"Hướng dẫn công tác thi đua của năm {UNVERIFIED}",
            text="Đã đăng ký danh hiệu thi đua, nếu hướng dẫn của năm đặt điều kiện đó.",
            titles=_BASE_TITLES | _SECTOR_TITLE,
            holds=conduct.registered_where_required,
        ),
        Rule(
            code="TT02-NEW-COUNT",
            cites=f"Thông lệ tính lại số lần liên tục sau khi được tặng {UNVERIFIED}",
            text="Sau khi được tặng Chiến sĩ thi đua ngành, số lần liên tục được tính lại.",
            titles=_SECTOR_TITLE,
            stages=frozenset(Stage),
            holds=merit.years_not_counted_before("CSTDN", 3),
        ),
    ),
)
