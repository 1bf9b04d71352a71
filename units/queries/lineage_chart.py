"""The geometry of the line through time: bars in days, as a picture that keeps its letters at every width.

Across, everything is a share of the width; down, everything is in pixels: so no text is ever scaled. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from textwrap import wrap

# Letters that fit into one line on a phone.
LINE_LENGTH = 42
LINE, BAR, GAP, HEAD, FOOT = 18, 14, 20, 26, 8
SHORTEST_SPAN = 3 * 365
MOST_TICKS = 5
FARTHEST = 100


@dataclass(frozen=True, slots=True)
class Part:
    """One name on a bar."""

    name: str
    valid_from: date | None
    valid_to: date | None
    days: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One unit through time."""

    parts: list[Part]
    valid_from: date | None
    valid_to: date | None
    is_self: bool
    is_abolished: bool
    notes: list[str]


@dataclass(frozen=True, slots=True)
class Link:
    """From the row that ended to the row that followed, on the day."""

    before: int
    after: int
    day: date


@dataclass(frozen=True, slots=True)
class Text:
    words: str
    y: str
    kind: str


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a bar; `number` tells which of several names it bears, where there is room for it."""

    x: str
    width: str
    number: str


@dataclass(frozen=True, slots=True)
class DrawnBar:
    kind: str
    y: str
    middle: str
    blocks: list[Block]
    texts: list[Text]
    is_open_before: bool
    is_open_after: bool
    # Where the cross of an abolished unit stands.
    end: str


@dataclass(frozen=True, slots=True)
class Line:
    """An upright line: a year, or a link from bar to bar."""

    x: str
    y1: str
    y2: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    height: str
    ticks: list[Line]
    links: list[Line]
    bars: list[DrawnBar]


class Scale:
    """Days as shares of the width, with room before the first known day for what began before it.

    A slip of the pen such as the year 9999 must not squeeze the rest: days far away stand at the edge.
    """

    def __init__(self, days: list[date], today: date):
        near = [day for day in days if abs(day.year - today.year) <= FARTHEST] + [today]
        first, last = min(near).toordinal(), max(near).toordinal()
        span = max(last - first, SHORTEST_SPAN)
        self.first, self.last = first - span // 4, last + span // 16

    def at(self, day: date, *, after: bool = False) -> float:
        """Where the day begins, or, `after` it, where it is over."""
        share = (day.toordinal() + after - self.first) / (self.last - self.first)
        return 100 * min(max(share, 0), 1)

    def years(self) -> list[date]:
        """The first days of years that stand on the scale, so many of them that their numbers have room."""
        first, last = (date.fromordinal(day).year for day in (self.first, self.last))
        known = [
            day for day in (date(year, 1, 1) for year in range(first, last + 1)) if 5 < self.at(day) < 95
        ]
        step = -(-len(known) // MOST_TICKS) or 1
        return [day for day in known if day.year % step == 0]


def draw(bars: list[Bar], links: list[Link], today: date) -> Chart:
    """The bars one below the other, each under its names."""
    scale = Scale([*_days(bars), *(link.day for link in links)], today)
    drawn, y = [], HEAD
    for bar in bars:
        drawn.append(_draw(bar, scale, y))
        y += _height(bar)
    return Chart(
        height=str(y + FOOT - GAP),
        ticks=[
            Line(_share(scale.at(day)), str(HEAD - 6), str(y + FOOT - GAP), str(day.year))
            for day in scale.years()
        ],
        links=[_link(link, drawn, scale) for link in links],
        bars=drawn,
    )


def _days(bars: list[Bar]) -> list[date]:
    rows: list[Bar | Part] = [*bars]
    rows += [part for bar in bars for part in bar.parts]
    return [day for row in rows for day in (row.valid_from, row.valid_to) if day]


def _lines(bar: Bar) -> list[tuple[str, str]]:
    """The texts above a bar, broken into lines: its names, then what there is to say of it."""
    lines = []
    for number, part in enumerate(bar.parts, start=1):
        words = f"{number}. {part.name} ({part.days})" if len(bar.parts) > 1 and part.days else part.name
        lines += [(line, "name") for line in wrap(words, LINE_LENGTH)]
    return lines + [(line, "note") for line in wrap(" · ".join(bar.notes), LINE_LENGTH)]


def _height(bar: Bar) -> int:
    return len(_lines(bar)) * LINE + BAR + GAP


def _draw(bar: Bar, scale: Scale, y: int) -> DrawnBar:
    lines = _lines(bar)
    top = y + len(lines) * LINE
    first = scale.at(bar.valid_from) if bar.valid_from else 0.0
    last = scale.at(bar.valid_to, after=True) if bar.valid_to else 100.0
    return DrawnBar(
        kind="self" if bar.is_self else "",
        y=str(top),
        middle=str(top + BAR - 3),
        blocks=[
            _block(part, number, len(bar.parts), first, last, scale)
            for number, part in enumerate(bar.parts, 1)
        ],
        texts=[
            Text(words, str(y + LINE * number - 5), kind) for number, (words, kind) in enumerate(lines, 1)
        ],
        is_open_before=bar.valid_from is None,
        is_open_after=bar.valid_to is None,
        end=_share(last) if bar.is_abolished else "",
    )


def _block(part: Part, number: int, parts: int, first: float, last: float, scale: Scale) -> Block:
    left = max(first, scale.at(part.valid_from)) if part.valid_from else first
    right = min(last, scale.at(part.valid_to, after=True)) if part.valid_to else last
    has_room = parts > 1 and right - left > 5
    return Block(_share(left), _share(max(right - left, 0.5)), str(number) if has_room else "")


def _link(link: Link, drawn: list[DrawnBar], scale: Scale) -> Line:
    ends = sorted((int(drawn[link.before].y), int(drawn[link.after].y)))
    return Line(_share(scale.at(link.day)), str(ends[0] + BAR), str(ends[1]))


def _share(number: float) -> str:
    return f"{number:.2f}%"
