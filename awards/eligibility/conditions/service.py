"""Time at work in the year: length of service, absence, transfer."""

from calendar import monthrange
from datetime import date
from decimal import Decimal

from awards.eligibility.facts import Facts
from awards.eligibility.rule import LEGAL_TEXT, Answer, Condition, failed, passed, unknown
from awards.eligibility.wording import count, day, months


def service_of_at_least(least: int) -> Condition:
    """Whole months from recruitment to the last day of the year, both days included."""

    def holds(facts: Facts, on: date) -> Answer | None:
        if facts.recruited_on is None:
            return unknown("Chưa có dữ liệu về ngày tuyển dụng.", missing="recruited_on")
        if facts.year_ends_on is None:
            return unknown(
                f"Chưa có dữ liệu về ngày kết thúc năm công tác {facts.title_year}.", missing="year_ends_on"
            )
        served = _whole_months(facts.recruited_on, facts.year_ends_on)
        text = (
            f"Tuyển dụng ngày {day(facts.recruited_on)}, đến hết ngày {day(facts.year_ends_on)} "
            f"được {count(served)} tháng"
        )
        if served < least:
            return failed(f"{text}, chưa đủ {count(least)} tháng.")
        return passed(f"{text}, đủ {count(least)} tháng.")

    return holds


def absence_outside(*, first: int, below: int) -> Condition:
    """Absence of `first` up to under `below` months excludes, unless the leave counts as work."""

    def holds(facts: Facts, on: date) -> Answer | None:
        if facts.absence_counts_as_work:
            return passed("Thời gian nghỉ được tính là thời gian làm việc.")
        if facts.absence_months is None:
            return unknown("Chưa có dữ liệu về thời gian nghỉ trong năm.", missing="absence_months")
        if facts.absence_months == 0:
            return passed("Không nghỉ việc trong năm.")
        if facts.absence_months < first:
            return passed(f"Nghỉ {months(facts.absence_months)}, dưới {count(first)} tháng.")
        if facts.absence_months >= below:
            return None
        return _excluded_by_absence(facts, facts.absence_months)

    return holds


def absence_under(limit: int) -> Condition:
    """Absence of `limit` months or more excludes, unless the leave counts as work."""

    def holds(facts: Facts, on: date) -> Answer | None:
        if facts.absence_counts_as_work or facts.absence_months is None or facts.absence_months < limit:
            return None
        return _excluded_by_absence(facts, facts.absence_months)

    return holds


def absence_in_unread_text(facts: Facts, on: date) -> Answer | None:
    """The instrument limits absence, but its text is not at hand: whoever was never away is safe."""
    if facts.absence_counts_as_work:
        return passed("Thời gian nghỉ được tính là thời gian làm việc.")
    if facts.absence_months is None:
        return unknown("Chưa có dữ liệu về thời gian nghỉ trong năm.", missing="absence_months")
    if facts.absence_months == 0:
        return passed("Không nghỉ trong năm.")
    return unknown(
        f"Nghỉ {months(facts.absence_months)}: chưa có toàn văn quy định về thời gian nghỉ để đối chiếu.",
        missing=LEGAL_TEXT,
    )


def leave_is_work(facts: Facts, on: date) -> Answer | None:
    """Maternity leave is work: there is something to find only where there is such leave."""
    if not facts.absence_counts_as_work:
        return None
    return passed("Có thời gian nghỉ trong năm được tính là thời gian làm việc.")


def remark_of_old_unit(least: int) -> Condition:
    """Whoever was `least` months of the year elsewhere brings a written remark from there."""

    def holds(facts: Facts, on: date) -> Answer | None:
        if facts.transfer is None:
            return None
        spent = facts.transfer.months_at_old_unit
        text = f"Công tác {months(spent)} trong năm ở đơn vị cũ"
        if spent < least:
            return passed(f"{text}, dưới {count(least)} tháng: không cần nhận xét của đơn vị cũ.")
        if facts.transfer.old_unit_remark:
            return passed(f"{text}, đã có nhận xét bằng văn bản của đơn vị cũ.")
        return unknown(f"{text}: cần có nhận xét bằng văn bản của đơn vị cũ.", missing="old_unit_remark")

    return holds


def _excluded_by_absence(facts: Facts, absence: Decimal) -> Answer:
    text = f"Nghỉ {months(absence)} trong năm"
    if facts.absence_counts_as_work is None:
        return unknown(
            f"{text}: chưa rõ thời gian nghỉ có được tính là thời gian làm việc hay không.",
            missing="absence_counts_as_work",
        )
    return failed(f"{text}, không thuộc trường hợp được tính là thời gian làm việc.")


def _whole_months(first: date, last: date) -> int:
    """Both days included: 01/06 to 30/11 is six months."""
    if last < first:
        return 0
    between = (last.year - first.year) * 12 + last.month - first.month
    if last.day == monthrange(last.year, last.month)[1]:
        return between + 1 if first.day == 1 else between
    return between if last.day + 1 >= first.day else between - 1
