"""What was achieved: excellence, initiatives, titles in a row, the unit's share."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from awards.eligibility.facts import Facts, Grade, InitiativeFact, Scope
from awards.eligibility.rule import LEGAL_TEXT, Answer, Condition, failed, passed, unknown
from awards.eligibility.wording import TITLE_NAMES, count, day, number, percent, years


def excellent_or_initiative(facts: Facts, on: date) -> Answer | None:
    """One of the two is enough, so an unknown one matters only where the other is missing."""
    year = facts.title_year
    if facts.quality_grade is Grade.EXCELLENT:
        return passed(f"Năm {year} {Grade.EXCELLENT.label.lower()}.")
    credited = [item for item in facts.initiatives or () if item.year == year]
    recognised = _recognised(credited, on)
    if recognised is not None:
        return passed(f"Có {_described(recognised)}.")
    if facts.quality_grade is None:
        return unknown(f"Chưa có dữ liệu về xếp loại chất lượng năm {year}.", missing="quality_grade")
    if facts.initiatives is None:
        return unknown(f"Chưa có dữ liệu về sáng kiến năm {year}.", missing="initiatives")
    if any(item.recognised_on is None for item in credited):
        return unknown(f"Sáng kiến năm {year} chưa có ngày công nhận.", missing="initiatives")
    return failed(
        f"Năm {year} chưa {Grade.EXCELLENT.label.lower()} và chưa có sáng kiến, đề tài được công nhận "
        f"đến ngày {day(on)}."
    )


def initiative_for_sector(times: int) -> Condition:
    """Recognised for the sector, from the years that the title looks back on."""

    def holds(facts: Facts, on: date) -> Answer | None:
        if facts.initiatives is None:
            return unknown("Chưa có dữ liệu về sáng kiến.", missing="initiatives")
        window = _window(facts, times)
        wide = [item for item in facts.initiatives if item.scope.reaches(Scope.SECTOR)]
        in_window = [item for item in wide if item.year in window]
        recognised = _recognised(in_window, on)
        if recognised is not None:
            return passed(f"Có {_described(recognised)}.")
        if any(item.recognised_on is None for item in in_window):
            return unknown(
                "Sáng kiến có phạm vi ảnh hưởng trong ngành chưa có ngày công nhận.", missing="initiatives"
            )
        earlier = _recognised([item for item in wide if item.year < window[0]], on)
        if earlier is not None:
            return unknown(
                f"Chỉ có {_described(earlier)}, trước các năm {years(window)}: chưa có quy định để kết luận "
                "sáng kiến đó còn được tính.",
                missing=LEGAL_TEXT,
            )
        return failed(
            f"Chưa có sáng kiến, đề tài có phạm vi ảnh hưởng trong ngành của các năm {years(window)} "
            f"được công nhận đến ngày {day(on)}."
        )

    return holds


def titles_in_a_row(code: str, times: int) -> Condition:
    """Every year of the window has the title, whichever unit the person was in."""

    def holds(facts: Facts, on: date) -> Answer | None:
        return _row(facts, code, _window(facts, times), f"{count(times)} lần liên tục")

    return holds


def titles_in_a_row_before(code: str, times: int) -> Condition:
    """What can be known at registration: the years of the row before the year registered for."""

    def holds(facts: Facts, on: date) -> Answer | None:
        due = tuple(year for year in _window(facts, times) if year < facts.title_year)
        return _row(facts, code, due, f"{count(len(due))} lần trước năm {facts.title_year}")

    return holds


def years_not_counted_before(code: str, times: int) -> Condition:
    """By custom a new count starts after the title; a year counted twice is confirmed, never assumed."""

    def holds(facts: Facts, on: date) -> Answer | None:
        window = _window(facts, times)
        again = sorted(
            title.year
            for title in facts.titles or ()
            if title.code == code and not title.revoked and window[0] <= title.year < facts.title_year
        )
        if not again:
            return None
        text = f"Đã được tặng {TITLE_NAMES[code]} {years(again)} trong khoảng {years(window)}"
        if facts.repeat_count_confirmed is None:
            return unknown(
                f"{text}: cần xác nhận cách tính lần liên tục (theo thông lệ bắt đầu tính lại).",
                missing="repeat_count_confirmed",
            )
        if facts.repeat_count_confirmed:
            return passed(f"{text}; đã xác nhận các năm này được tính tiếp.")
        return failed(f"{text}; đã xác nhận phải tính lại từ đầu.")

    return holds


def unit_excellent_for_its_head(facts: Facts, on: date) -> Answer | None:
    if facts.unit_grade_excellent:
        return passed("Đơn vị hoàn thành xuất sắc nhiệm vụ hoặc là Tập thể lao động xuất sắc.")
    if facts.is_unit_head is None:
        return unknown("Chưa rõ có phải là người đứng đầu đơn vị hay không.", missing="is_unit_head")
    if not facts.is_unit_head:
        return passed("Không phải là người đứng đầu đơn vị.")
    if facts.unit_grade_excellent is None:
        return unknown(
            "Là người đứng đầu đơn vị: chưa có dữ liệu về xếp loại của đơn vị.",
            missing="unit_grade_excellent",
        )
    return failed(
        "Là người đứng đầu đơn vị, nhưng đơn vị chưa hoàn thành xuất sắc nhiệm vụ và không phải là Tập thể "
        "lao động xuất sắc."
    )


def share_at_most(share: Fraction) -> Condition:
    """The unit's CSTĐCS are at most this share of its LĐTT; a part of a person is nobody."""

    def holds(facts: Facts, on: date) -> Answer | None:
        quota = facts.base_quota
        if quota is None:
            return unknown(
                f"Chưa có dữ liệu về số Lao động tiên tiến và Chiến sĩ thi đua cơ sở năm {facts.title_year} "
                "của đơn vị.",
                missing="base_quota",
            )
        limit = share * quota.ldtt
        most = int(limit)
        text = (
            f"{percent(share)} của {quota.ldtt} Lao động tiên tiến là {number(limit)}, nhiều nhất {most} "
            f"Chiến sĩ thi đua cơ sở; đơn vị đề nghị {quota.cstdcs}"
        )
        return passed(f"{text}.") if quota.cstdcs <= most else failed(f"{text}, vượt tỷ lệ.")

    return holds


def _window(facts: Facts, times: int) -> tuple[int, ...]:
    last = facts.title_year if facts.consecutive_includes_current_year else facts.title_year - 1
    return tuple(range(last - times + 1, last + 1))


def _row(facts: Facts, code: str, due: tuple[int, ...], wanted: str) -> Answer:
    name = TITLE_NAMES[code]
    if facts.titles is None:
        return unknown(f"Chưa có dữ liệu về danh hiệu {name} các năm {years(due)}.", missing="titles")
    own = [title for title in facts.titles if title.code == code and title.year in due]
    held = {title.year for title in own if not title.revoked}
    lacking = [year for year in due if year not in held]
    if not lacking:
        return passed(f"{name} {years(due)}: đủ {wanted}.")
    revoked = sorted({title.year for title in own} - held)
    note = f" (danh hiệu {years(revoked)} đã bị hủy bỏ)" if revoked else ""
    if not held:
        return failed(f"Chưa có {name} trong các năm {years(due)}{note}: chưa đủ {wanted}.")
    return failed(f"{name} {years(sorted(held))}: thiếu {years(lacking)}{note}, chưa đủ {wanted}.")


def _recognised(items: Iterable[InitiativeFact], on: date) -> InitiativeFact | None:
    """The newest one that was recognised on the day of the act or before."""
    known = [item for item in items if item.recognised_on is not None and item.recognised_on <= on]
    return max(known, key=lambda item: (item.year, item.recognised_on or date.min), default=None)


def _described(item: InitiativeFact) -> str:
    text = f"sáng kiến, đề tài năm {item.year} được công nhận {item.scope.label}"
    return f"{text} ngày {day(item.recognised_on)}" if item.recognised_on else text
