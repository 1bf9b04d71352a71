"""The geometry of the line through time: everything lies within the picture, whatever the days are."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from units.queries.lineage_chart import LINE_LENGTH, MOST_TICKS, Bar, Link, Part, draw

TODAY = date(2026, 6, 1)
days = st.one_of(st.none(), st.dates())
parts = st.lists(
    st.builds(Part, name=st.text(max_size=120), valid_from=days, valid_to=days, days=st.text(max_size=30)),
    min_size=1,
    max_size=4,
)
bars = st.lists(
    st.builds(
        Bar,
        parts=parts,
        valid_from=days,
        valid_to=days,
        is_self=st.booleans(),
        is_abolished=st.booleans(),
        notes=st.lists(st.text(max_size=60), max_size=3),
    ),
    min_size=1,
    max_size=6,
)


def share(text: str) -> float:
    assert text.endswith("%")
    return float(text[:-1])


def bar(name: str = "VKSND tỉnh Gia Lai", valid_from=None, valid_to=None, **values) -> Bar:
    values = {"is_self": False, "is_abolished": False, "notes": [], **values}
    return Bar([Part(name, None, None, "")], valid_from, valid_to, **values)


@given(drawn=bars, day=st.dates(), chosen=st.randoms())
def test_whatever_the_days_are_everything_lies_within_the_picture(drawn, day, chosen):
    links = [Link(chosen.randrange(len(drawn)), chosen.randrange(len(drawn)), day)]

    chart = draw(drawn, links, TODAY)

    blocks = [block for one in chart.bars for block in one.blocks]
    assert all(0 <= share(block.x) <= 100 and share(block.width) > 0 for block in blocks)
    assert all(0 <= share(line.x) <= 100 for line in [*chart.ticks, *chart.links])
    assert len(chart.ticks) <= MOST_TICKS + 1
    heights = [int(one.y) for one in chart.bars]
    assert heights == sorted(heights)
    assert heights[-1] < int(chart.height)
    assert all(len(text.words) <= LINE_LENGTH for one in chart.bars for text in one.texts)


def test_a_successor_begins_where_its_predecessor_ends():
    old, new = bar(valid_to=date(2025, 6, 30)), bar(valid_from=date(2025, 7, 1))

    chart = draw([old, new], [Link(0, 1, date(2025, 7, 1))], TODAY)

    [before], [after] = (one.blocks for one in chart.bars)
    [link] = chart.links
    assert share(before.x) == 0
    assert share(before.width) == share(after.x) == share(link.x)
    assert (chart.bars[0].is_open_before, chart.bars[1].is_open_after) == (True, True)


def test_a_year_typed_wrongly_does_not_squeeze_the_rest():
    right, wrong = bar(valid_to=date(2025, 6, 30)), bar(valid_from=date(9025, 7, 1))

    alone, beside = draw([right], [], TODAY), draw([right, wrong], [], TODAY)

    assert alone.bars[0].blocks == beside.bars[0].blocks


def test_a_long_name_is_broken_into_lines_and_nothing_is_cut():
    name = "Viện Công tố và Kiểm sát xét xử phúc thẩm tại Thành phố Hồ Chí Minh"

    [drawn] = draw([bar(name)], [], TODAY).bars

    assert [text.words for text in drawn.texts] == [
        "Viện Công tố và Kiểm sát xét xử phúc thẩm",
        "tại Thành phố Hồ Chí Minh",
    ]
