"""The life of a pact in random steps, through the services and through the pages.

In every run of the tests the same 2,000 steps and more; in `make soak` 25,000 others every time.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test

from pacts.enums import PactStatus
from tests.factories.pacts import at
from tests.pacts.machine.by_http import Pages
from tests.pacts.machine.by_services import Services
from tests.pacts.machine.machine import ACTS, LEADS, LifeOfAPact
from tests.pacts.machine.model import DONE, REFUSED
from tests.pacts.machine.world import make_worlds

pytestmark = pytest.mark.django_db
STEPS = 42
STARTS = ("draft", "commented", "frozen", "kept", "witnessed")
PAGES = ["pact", "pact_board", "pact_sign", "pact_outside", "pact_by_hand", "pact_comments", "pact_edit"]


class ThroughServices(LifeOfAPact):
    begin = staticmethod(lambda world: Services(world, at() + timedelta(hours=1)))


class ThroughPages(LifeOfAPact):
    begin = staticmethod(lambda world: Pages(world, timezone.now()))
    offered = ACTS | {"look": {"unit": LEADS, "page": st.sampled_from(PAGES)}}

    def look(self, unit: int, page: str) -> None:
        """Reading changes nothing."""
        by = self.head(unit)
        self.step("look", lambda: self.acts.get(by, page))


def counted(machine, worlds, examples, *, is_soak=False) -> Counter:
    """What was done in so many examples from each of the beginnings."""
    machine.worlds, machine.counted = worlds, Counter()
    chosen = settings(
        max_examples=examples,
        stateful_step_count=STEPS,
        derandomize=not is_soak,
        database=None,
        deadline=None,
        phases=[Phase.generate, *([Phase.shrink] if is_soak else [])],
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    for machine.start in STARTS:
        run_state_machine_as_test(machine, settings=chosen)
    return machine.counted


def worlds_at(moment, settings, folder):
    settings.OUTSIDE_ROOTS_DIR = folder
    made = make_worlds(moment)
    for name, world in made.items():
        (folder / f"{name}.pem").write_bytes(world.authority.pem)
    return made


def never(found: Counter, outcome) -> set[str]:
    return {act for act in ACTS if not found[f"{act} {outcome.value}"]}


def judge(found: Counter, steps: int, *, rare: int = 0) -> None:
    """As many steps as promised, every state reached, acts both done and refused, whole files verified.

    Of the acts as many as `rare` may never have been possible, or never refused, in so few steps.
    """
    assert found["steps"] >= steps, found
    assert {state for state in PactStatus.values if not found[f"in state {state}"]} == set()
    assert len(never(found, DONE)) <= rare, never(found, DONE)
    assert len(never(found, REFUSED)) <= rare, never(found, REFUSED)
    assert found["files verified"] >= 3


def test_in_fifteen_hundred_steps_through_the_services_model_and_rows_agree(settings, tmp_path):
    found = counted(ThroughServices, worlds_at(at(), settings, tmp_path), 8)

    judge(found, 1_500, rare=1)


def test_in_five_hundred_steps_through_the_pages_model_and_rows_agree(settings, tmp_path):
    found = counted(ThroughPages, worlds_at(timezone.now(), settings, tmp_path), 3)

    judge(found, 500, rare=6)


@pytest.mark.soak
def test_in_twenty_thousand_steps_through_the_services_model_and_rows_agree(settings, tmp_path):
    found = counted(ThroughServices, worlds_at(at(), settings, tmp_path), 110, is_soak=True)

    judge(found, 20_000)


@pytest.mark.soak
def test_in_five_thousand_steps_through_the_pages_model_and_rows_agree(settings, tmp_path):
    found = counted(ThroughPages, worlds_at(timezone.now(), settings, tmp_path), 28, is_soak=True)

    judge(found, 5_000)
