"""The text of a pact as one value, and as data that can be kept."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pacts.models import LegalBasis, Movement, Pact, PactClause, PactMovement, Target
from pacts.queries.texts import content_of, text_from, text_of
from pacts.redline import ClauseText, TargetText, Text
from tests.factories.units import make_cluster, make_unit, make_year

words = st.text(max_size=20)
numbers = st.none() | st.decimals(-(10**9), 10**9, places=2)
target_texts = st.builds(
    TargetText,
    identity=words,
    code=words,
    text=words,
    requirement=words,
    value=numbers,
    measure=words,
    details=words,
)
clause_texts = st.builds(
    ClauseText,
    identity=words,
    heading=words,
    body=words,
    section=words,
    targets=st.lists(target_texts, max_size=3).map(tuple),
)
texts = st.builds(
    Text,
    fields=st.lists(st.tuples(words, words), max_size=3).map(tuple),
    clauses=st.lists(clause_texts, max_size=3).map(tuple),
)


@given(texts)
def test_a_kept_text_comes_back_to_the_last_digit(text: Text):
    assert text_from(json.loads(json.dumps(content_of(text)))) == text


@pytest.mark.django_db
def test_the_text_holds_everything_in_the_order_of_the_paper():
    unit = make_unit("VKSND tỉnh A")
    cluster = make_cluster(make_year(2026, make_unit("VKSND tối cao")), [unit], leader=unit)
    pact = Pact.objects.create(
        cluster=cluster, theme="Đoàn kết", motto="Vững chắc", preamble="Cam kết", closing="Thành 08 bản"
    )
    for position, citation in ((2, "Căn cứ Hướng dẫn"), (1, "Căn cứ Luật Thi đua, khen thưởng")):
        LegalBasis.objects.create(pact=pact, position=position, citation=citation)
    PactMovement.objects.create(pact=pact, movement=Movement.objects.create(name="Học tập"), position=1)
    PactClause.objects.create(pact=pact, position=2, heading="Sau", section="II. Hai")
    first = PactClause.objects.create(pact=pact, position=1, heading="Trước", body="Lời", section="I. Một")
    target = Target.objects.create(
        clause=first,
        position=1,
        code="NV01",
        text="Giải quyết tố giác",
        comparator="ge",
        value=Decimal("92.5"),
        unit_of_measure="%",
        numerator="số đã giải quyết",
        denominator="số phải giải quyết",
        source="Biểu 01",
        may_not_arise=True,
    )

    found = text_of(pact)

    assert found.fields == (
        ("legal_bases", "Căn cứ Luật Thi đua, khen thưởng\nCăn cứ Hướng dẫn"),
        ("theme", "Đoàn kết"),
        ("motto", "Vững chắc"),
        ("preamble", "Cam kết"),
        ("movements", "Học tập"),
        ("closing", "Thành 08 bản"),
    )
    assert [(it.section, it.heading, it.body) for it in found.clauses] == [
        ("I. Một", "Trước", "Lời"),
        ("II. Hai", "Sau", ""),
    ]
    assert found.clauses[0].identity == str(first.identity)
    assert found.clauses[0].targets == (
        TargetText(
            identity=str(target.identity),
            code="NV01",
            text="Giải quyết tố giác",
            requirement="từ 92,5 % trở lên",
            value=Decimal("92.5"),
            measure="%",
            details="Tử số: số đã giải quyết\nMẫu số: số phải giải quyết\n"
            "Nguồn số liệu: Biểu 01\nCó thể không phát sinh",
        ),
    )
