"""The person's year: grade, taking part, registration, discipline, open cases."""

from datetime import date

from awards.eligibility.facts import DisciplineLevel, Facts, Grade
from awards.eligibility.rule import LEGAL_TEXT, Answer, Condition, failed, passed, unknown


def grade_at_least(least: Grade) -> Condition:
    def holds(facts: Facts, on: date) -> Answer | None:
        if facts.quality_grade is None:
            return unknown(
                f"Chưa có dữ liệu về xếp loại chất lượng năm {facts.title_year}.", missing="quality_grade"
            )
        text = f"Xếp loại năm {facts.title_year}: {facts.quality_grade.label}"
        order = tuple(Grade)
        if order.index(facts.quality_grade) > order.index(least):
            return failed(f"{text}, chưa đạt mức {least.label}.")
        return passed(f"{text}.")

    return holds


def takes_part(facts: Facts, on: date) -> Answer | None:
    """The unit's statement decides; without one, an accepted registration is the statement."""
    if facts.takes_part is False:
        return failed(f"Không tham gia phong trào thi đua năm {facts.title_year}.")
    if facts.takes_part:
        return passed(f"Có tham gia phong trào thi đua năm {facts.title_year}.")
    if facts.registered:
        return passed(f"Đã đăng ký tham gia thi đua năm {facts.title_year}.")
    return unknown(
        f"Chưa có dữ liệu về việc tham gia phong trào thi đua năm {facts.title_year}.", missing="takes_part"
    )


def registered_where_required(facts: Facts, on: date) -> Answer | None:
    """A condition only in a year whose guidance makes it one; a silent guidance leaves nothing to find."""
    if facts.registration_required is None:
        return None
    if not facts.registration_required:
        return passed(f"Hướng dẫn năm {facts.title_year} không đặt điều kiện phải đăng ký.")
    if facts.registered is None:
        return unknown(f"Chưa có dữ liệu về đăng ký danh hiệu năm {facts.title_year}.", missing="registered")
    if facts.registered:
        return passed(f"Đã đăng ký danh hiệu thi đua năm {facts.title_year}.")
    return failed(f"Chưa đăng ký danh hiệu thi đua năm {facts.title_year}.")


def no_discipline(facts: Facts, on: date) -> Answer | None:
    """From khiển trách up excludes, unless the violation has already cost an earlier year's title."""
    if facts.discipline is None:
        return unknown("Chưa có dữ liệu về kỷ luật.", missing="discipline")
    if facts.discipline is DisciplineLevel.NONE:
        return passed("Không bị kỷ luật trong năm.")
    if facts.violation_already_counted:
        return passed(
            f"Bị {facts.discipline.label}, nhưng hành vi vi phạm đã là căn cứ không xét Lao động tiên tiến "
            "của năm trước nên không tính lại."
        )
    return failed(f"Bị kỷ luật {facts.discipline.label} trong năm.")


def discipline_in_unread_text(facts: Facts, on: date) -> Answer | None:
    """What the instrument says on discipline is not at hand: only a clean record is certain."""
    if facts.discipline is None:
        return unknown("Chưa có dữ liệu về kỷ luật.", missing="discipline")
    if facts.discipline is DisciplineLevel.NONE:
        return passed("Không bị kỷ luật trong năm.")
    return unknown(
        f"Bị kỷ luật {facts.discipline.label}: chưa có toàn văn quy định về kỷ luật để đối chiếu.",
        missing=LEGAL_TEXT,
    )


def no_open_case(facts: Facts, on: date) -> Answer | None:
    """Frozen while a case is open; released by its conclusion."""
    if facts.open_case is None:
        return unknown(
            "Chưa có dữ liệu về việc có đang bị xem xét kỷ luật, điều tra, thanh tra, kiểm tra "
            "hoặc bị tố cáo hay không.",
            missing="open_case",
        )
    if facts.open_case:
        return failed(
            "Đang trong thời gian xem xét kỷ luật, điều tra, thanh tra, kiểm tra có dấu hiệu vi phạm hoặc có "
            "đơn, thư, báo chí nêu đang được xác minh: tạm dừng xét đến khi có kết luận."
        )
    return passed("Không có vụ việc đang được xem xét, xác minh.")
