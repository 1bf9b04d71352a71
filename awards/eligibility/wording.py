"""How dates, numbers and years are written in the Vietnamese sentences of a finding."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

TITLE_NAMES = {
    "LDTT": "Lao động tiên tiến",
    "CSTDCS": "Chiến sĩ thi đua cơ sở",
    "CSTDN": "Chiến sĩ thi đua ngành Kiểm sát nhân dân",
}


def day(value: date) -> str:
    return f"{value.day:02}/{value.month:02}/{value.year}"


def number(value: Decimal | Fraction) -> str:
    """At most two decimals, cut and never rounded: what falls short must not look as if it reached."""
    hundredths = int(Fraction(value) * 100)
    whole, rest = divmod(hundredths, 100)
    return f"{whole},{rest:02}".rstrip("0").rstrip(",")


def percent(value: Fraction) -> str:
    return f"{number(value * 100)}%"


def count(value: int) -> str:
    """Official papers write 03 for three."""
    return f"{value:02}"


def months(value: Decimal) -> str:
    text = number(value)
    return f"{text:0>2} tháng" if "," not in text else f"{text} tháng"


def years(values: Iterable[int]) -> str:
    return ", ".join(str(value) for value in values)
