"""What is known about one person for one title of one year.

None always means "not known", never "no". A rule that needs an unknown fact says so instead of guessing.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Grade(StrEnum):
    """The quality grade of a year, best first."""

    EXCELLENT = "excellent"
    GOOD = "good"
    COMPLETED = "completed"
    FAILED = "failed"

    @property
    def label(self) -> str:
        return _GRADE_LABELS[self]


class DisciplineLevel(StrEnum):
    """Disciplinary measures, mildest first."""

    NONE = "none"
    KHIEN_TRACH = "khien_trach"
    CANH_CAO = "canh_cao"
    HA_BAC_LUONG = "ha_bac_luong"
    GIANG_CHUC = "giang_chuc"
    CACH_CHUC = "cach_chuc"
    BUOC_THOI_VIEC = "buoc_thoi_viec"

    @property
    def label(self) -> str:
        return _DISCIPLINE_LABELS[self]


class Scope(StrEnum):
    """How far the effect of an initiative (or of an accepted project) was recognised, narrowest first."""

    BASE = "base"
    SECTOR = "sector"
    NATION = "nation"

    @property
    def label(self) -> str:
        return _SCOPE_LABELS[self]

    def reaches(self, other: "Scope") -> bool:
        """What is recognised for the sector is recognised at base level too."""
        order = tuple(Scope)
        return order.index(self) >= order.index(other)


_GRADE_LABELS = {
    Grade.EXCELLENT: "Hoàn thành xuất sắc nhiệm vụ",
    Grade.GOOD: "Hoàn thành tốt nhiệm vụ",
    Grade.COMPLETED: "Hoàn thành nhiệm vụ",
    Grade.FAILED: "Không hoàn thành nhiệm vụ",
}
_DISCIPLINE_LABELS = {
    DisciplineLevel.NONE: "không bị kỷ luật",
    DisciplineLevel.KHIEN_TRACH: "khiển trách",
    DisciplineLevel.CANH_CAO: "cảnh cáo",
    DisciplineLevel.HA_BAC_LUONG: "hạ bậc lương",
    DisciplineLevel.GIANG_CHUC: "giáng chức",
    DisciplineLevel.CACH_CHUC: "cách chức",
    DisciplineLevel.BUOC_THOI_VIEC: "buộc thôi việc",
}
_SCOPE_LABELS = {
    Scope.BASE: "cấp cơ sở",
    Scope.SECTOR: "cấp ngành",
    Scope.NATION: "toàn quốc",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeFact:
    """An initiative, or an accepted project, of a year; the day of its recognition may be unknown."""

    year: int
    scope: Scope
    recognised_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleFact:
    """A title given for a year, by whichever unit; a revoked one counts no longer."""

    code: str
    year: int
    revoked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferFact:
    """A move from another unit within the year judged."""

    months_at_old_unit: Decimal
    old_unit_remark: bool = False

    def __post_init__(self) -> None:
        if self.months_at_old_unit < 0:
            raise ValueError("The months at the old unit cannot be negative.")


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseQuota:
    """How many of a unit are LĐTT and how many CSTĐCS of the year, the person judged included."""

    ldtt: int
    cstdcs: int

    def __post_init__(self) -> None:
        if self.ldtt < 0 or self.cstdcs < 0:
            raise ValueError("The number of titles cannot be negative.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything a rule may look at. `title_year` selects the facts; the day of the act selects the law."""

    title_year: int
    year_ends_on: date | None = None
    recruited_on: date | None = None
    quality_grade: Grade | None = None
    absence_months: Decimal | None = None
    # Maternity leave and the like, which count as time at work.
    absence_counts_as_work: bool | None = None
    discipline: DisciplineLevel | None = None
    # The violation has already cost the title of an earlier year.
    violation_already_counted: bool = False
    # Discipline, investigation, inspection with signs of violation or a complaint that is still pending.
    open_case: bool | None = None
    is_unit_head: bool | None = None
    # The unit is graded excellent or is a Tập thể lao động xuất sắc of the year.
    unit_grade_excellent: bool | None = None
    registered: bool | None = None
    # The unit's own statement; while it is None an accepted registration speaks for the person.
    takes_part: bool | None = None
    # Set by the guidance of the year; None: the guidance does not say, so nothing is judged.
    registration_required: bool | None = None
    initiatives: tuple[InitiativeFact, ...] | None = None
    titles: tuple[TitleFact, ...] | None = None
    # Setting of the year: the title of the year judged may be decided in the same season and counts.
    consecutive_includes_current_year: bool = True
    # Somebody answerable has confirmed that years behind an earlier CSTĐ ngành may count once more.
    repeat_count_confirmed: bool | None = None
    council_members: int | None = None
    council_in_favour: int | None = None
    base_quota: BaseQuota | None = None
    # None: no transfer in the year is on record.
    transfer: TransferFact | None = None

    def __post_init__(self) -> None:
        if self.absence_months is not None and self.absence_months < 0:
            raise ValueError("The months of absence cannot be negative.")
        if self.council_members is not None and self.council_members < 1:
            raise ValueError("A council has at least one member.")
        if self.council_in_favour is not None:
            if self.council_in_favour < 0:
                raise ValueError("The votes in favour cannot be negative.")
            if self.council_members is not None and self.council_in_favour > self.council_members:
                raise ValueError("There cannot be more votes in favour than council members.")
