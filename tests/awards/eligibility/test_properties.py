"""What must hold of the law whatever the facts and the day."""

from dataclasses import fields, replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from awards.eligibility.facts import (
    BaseQuota,
    DisciplineLevel,
    Facts,
    Grade,
    InitiativeFact,
    Scope,
    TitleFact,
    TransferFact,
)
from awards.eligibility.rule import Outcome, Stage
from awards.eligibility.rulebook import Eligibility, judge
from tests.awards.eligibility.samples import IN_LATE_2025, clean

# The machine that runs the tests may be busy; how long one example takes proves nothing.
unhurried = settings(deadline=None)

TITLES = st.sampled_from(["LDTT", "CSTDCS", "CSTDN"])
DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2060, 12, 31))
YEARS = st.integers(2017, 2030)
MONTHS = st.decimals(0, 12, places=2)
MAYBE = st.none() | st.booleans()
INITIATIVES = st.builds(
    InitiativeFact, year=YEARS, scope=st.sampled_from(Scope), recognised_on=st.none() | DAYS
)
EARNED = st.builds(
    TitleFact, code=st.sampled_from(["LDTT", "CSTDCS", "CSTDN"]), year=YEARS, revoked=st.booleans()
)
# Filling in one of these brings a new question instead of answering an open one.
QUESTIONS = {"registration_required", "transfer"}


@st.composite
def known_facts(draw):
    """Every fact known, nothing left open."""
    members = draw(st.integers(1, 30))
    registered = draw(st.booleans())
    return Facts(
        title_year=draw(YEARS),
        year_ends_on=draw(DAYS),
        recruited_on=draw(DAYS),
        quality_grade=draw(st.sampled_from(Grade)),
        absence_months=draw(MONTHS),
        absence_counts_as_work=draw(st.booleans()),
        discipline=draw(st.sampled_from(DisciplineLevel)),
        violation_already_counted=draw(st.booleans()),
        open_case=draw(st.booleans()),
        is_unit_head=draw(st.booleans()),
        unit_grade_excellent=draw(st.booleans()),
        registered=registered,
        # The registration only speaks for the person until the unit says otherwise.
        takes_part=registered or draw(st.booleans()),
        registration_required=draw(MAYBE),
        initiatives=tuple(draw(st.lists(INITIATIVES, max_size=4))),
        titles=tuple(draw(st.lists(EARNED, max_size=8))),
        consecutive_includes_current_year=draw(st.booleans()),
        repeat_count_confirmed=draw(st.booleans()),
        council_members=members,
        council_in_favour=draw(st.integers(0, members)),
        base_quota=draw(st.builds(BaseQuota, ldtt=st.integers(0, 99), cstdcs=st.integers(0, 99))),
        transfer=draw(st.none() | st.builds(TransferFact, months_at_old_unit=MONTHS)),
    )


def nullable(facts):
    given_by_default = {"title_year", "violation_already_counted", "consecutive_includes_current_year"}
    return sorted({field.name for field in fields(facts)} - given_by_default - QUESTIONS)


@st.composite
def forgetful_facts(draw):
    """The same person known completely, and with some facts forgotten."""
    known = draw(known_facts())
    forgotten = draw(st.sets(st.sampled_from(nullable(known))))
    return known, replace(known, **dict.fromkeys(forgotten))


@unhurried
@given(title=st.text() | TITLES, pair=forgetful_facts(), on=st.dates(), stage=st.sampled_from(Stage))
def test_every_mix_of_facts_on_every_day_gets_a_verdict_with_reasons(title, pair, on, stage):
    verdict = judge(title=title, facts=pair[1], on=on, stage=stage)

    assert verdict.outcome in Eligibility
    assert verdict.findings
    assert all(found.reason.endswith(".") and found.cites and found.text for found in verdict.findings)
    assert all(
        (found.missing is not None) is (found.outcome is Outcome.UNKNOWN) for found in verdict.findings
    )


@unhurried
@given(title=TITLES, pair=forgetful_facts(), on=DAYS, stage=st.sampled_from(Stage))
def test_learning_a_fact_never_overturns_what_was_already_certain(title, pair, on, stage):
    known, forgetful = pair
    before = {
        found.code: found.outcome
        for found in judge(title=title, facts=forgetful, on=on, stage=stage).findings
        if found.outcome is not Outcome.UNKNOWN
    }
    after = {
        found.code: found.outcome for found in judge(title=title, facts=known, on=on, stage=stage).findings
    }

    assert {code: after.get(code) for code in before} == before


@unhurried
@given(title=TITLES, pair=forgetful_facts(), on=DAYS, stage=st.sampled_from(Stage))
def test_a_refusal_stays_a_refusal_when_more_becomes_known(title, pair, on, stage):
    known, forgetful = pair
    before = judge(title=title, facts=forgetful, on=on, stage=stage).outcome
    after = judge(title=title, facts=known, on=on, stage=stage).outcome

    assert before is not Eligibility.NOT_ELIGIBLE or after is Eligibility.NOT_ELIGIBLE


@unhurried
@given(title=TITLES, facts=known_facts(), on=DAYS)
def test_a_missing_fact_is_always_one_that_somebody_can_bring(title, facts, on):
    names = {field.name for field in fields(Facts)} | {"legal_text", "old_unit_remark"}

    verdict = judge(title=title, facts=facts, on=on)

    assert {found.missing for found in verdict.unknowns} <= names


@unhurried
@given(facts=known_facts(), on=DAYS)
def test_whoever_is_no_lao_dong_tien_tien_is_no_chien_si_thi_dua_co_so(facts, on):
    ldtt = judge(title="LDTT", facts=facts, on=on).outcome
    cstdcs = judge(title="CSTDCS", facts=facts, on=on).outcome

    assert ldtt is not Eligibility.NOT_ELIGIBLE or cstdcs is Eligibility.NOT_ELIGIBLE


@unhurried
@given(title=st.sampled_from(["CSTDCS", "CSTDN"]), members=st.integers(2, 60), data=st.data())
def test_one_more_vote_never_hurts(title, members, data):
    in_favour = data.draw(st.integers(0, members - 1))

    def passes(votes):
        facts = clean(2025, council_members=members, council_in_favour=votes)
        return judge(title=title, facts=facts, on=IN_LATE_2025).outcome is Eligibility.ELIGIBLE

    assert passes(in_favour) <= passes(in_favour + 1)
    assert passes(members)
    assert not passes(0)
