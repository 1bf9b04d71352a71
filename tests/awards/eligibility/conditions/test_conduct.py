import pytest

from awards.eligibility.conditions import conduct
from awards.eligibility.facts import DisciplineLevel, Grade
from tests.awards.eligibility.samples import IN_LATE_2024, clean


def asked(condition, **changes):
    answer = condition(clean(2024, **changes), IN_LATE_2024)
    return answer and (answer.outcome.value, answer.missing)


@pytest.mark.parametrize(
    ("grade", "expected"),
    [
        (Grade.EXCELLENT, ("passed", None)),
        (Grade.GOOD, ("passed", None)),
        (Grade.COMPLETED, ("failed", None)),
        (Grade.FAILED, ("failed", None)),
        (None, ("unknown", "quality_grade")),
    ],
)
def test_the_grade_must_be_good_or_better(grade, expected):
    assert asked(conduct.grade_at_least(Grade.GOOD), quality_grade=grade) == expected


def test_a_grade_that_is_too_low_is_told_beside_the_one_that_is_needed():
    answer = conduct.grade_at_least(Grade.GOOD)(clean(2024, quality_grade=Grade.COMPLETED), IN_LATE_2024)

    assert answer.reason == ("Xếp loại năm 2024: Hoàn thành nhiệm vụ, chưa đạt mức Hoàn thành tốt nhiệm vụ.")


@pytest.mark.parametrize(
    ("takes_part", "registered", "expected"),
    [
        (True, None, ("passed", None)),
        (True, False, ("passed", None)),
        (False, True, ("failed", None)),
        (False, None, ("failed", None)),
        (None, True, ("passed", None)),
        (None, False, ("unknown", "takes_part")),
        (None, None, ("unknown", "takes_part")),
    ],
)
def test_the_units_statement_decides_and_else_the_registration_speaks(takes_part, registered, expected):
    assert asked(conduct.takes_part, takes_part=takes_part, registered=registered) == expected


@pytest.mark.parametrize(
    ("required", "registered", "expected"),
    [
        (None, False, None),
        (False, False, ("passed", None)),
        (True, True, ("passed", None)),
        (True, False, ("failed", None)),
        (True, None, ("unknown", "registered")),
    ],
)
def test_registration_is_a_condition_only_where_the_guidance_of_the_year_says_so(
    required, registered, expected
):
    changes = {"registration_required": required, "registered": registered}

    assert asked(conduct.registered_where_required, **changes) == expected


@pytest.mark.parametrize("level", [level for level in DisciplineLevel if level is not DisciplineLevel.NONE])
def test_every_measure_from_khien_trach_up_excludes_unless_it_was_counted_before(level):
    assert asked(conduct.no_discipline, discipline=level) == ("failed", None)
    assert asked(conduct.no_discipline, discipline=level, violation_already_counted=True) == ("passed", None)
    assert asked(conduct.discipline_in_unread_text, discipline=level) == ("unknown", "legal_text")


@pytest.mark.parametrize("condition", [conduct.no_discipline, conduct.discipline_in_unread_text])
def test_a_clean_record_passes_and_an_unknown_one_is_asked_for(condition):
    assert asked(condition, discipline=DisciplineLevel.NONE) == ("passed", None)
    assert asked(condition, discipline=None) == ("unknown", "discipline")


@pytest.mark.parametrize(
    ("open_case", "expected"),
    [(True, ("failed", None)), (False, ("passed", None)), (None, ("unknown", "open_case"))],
)
def test_an_open_case_fails_while_it_lasts(open_case, expected):
    assert asked(conduct.no_open_case, open_case=open_case) == expected
