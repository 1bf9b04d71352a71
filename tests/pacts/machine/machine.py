"""The life of a pact as a machine of random steps: model and application must agree after each of them."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from pacts.enums import SigningOrder
from tests.pacts.machine.invariants import Watch, rows
from tests.pacts.machine.model import DONE, LEADER, MEMBERS, PARTIES, WITNESS, WRONG_PINS, Life
from tests.pacts.machine.world import World

# A paper and a true signature take their time: so many of each in one example, everything else as it comes.
MOST = {"freeze": 2, "sign": 3, "bring_back": 2}
DAYS = st.sampled_from([None, 0, 0, 3, -1])
# An example may begin further on in one of the worlds.
WORLDS = {"commented": "draft", "kept": "frozen"}
EARLY, LATE = 8, 24  # made void earlier, a round would seldom come to its end
# Who acts for the lead unit: mostly its head, sometimes the head of a member.
LEADS = st.sampled_from([LEADER, LEADER, LEADER, 1])
SPEAKERS = st.sampled_from([*MEMBERS, *MEMBERS, LEADER])
ACTORS = st.sampled_from(["head"] * 3 + ["other"])
SELDOM = st.sampled_from([False] * 5 + [True])
# Mostly whose turn it is, else anybody.
TURN = -1
SIGNERS = st.sampled_from([TURN] * 5 + [*PARTIES, WITNESS])


# What each act is given: mostly what is right, sometimes what must be refused.
ACTS: dict[str, dict[str, Any]] = {
    "edit": {"unit": LEADS, "is_stale": SELDOM},
    "send_out": {"unit": LEADS, "days": st.sampled_from([0, 2, -1])},
    "end_comments": {"unit": LEADS},
    "comment": {"unit": SPEAKERS},
    "agree": {"unit": SPEAKERS},
    "take_back_comment": {"place": st.integers(0, 9), "unit": st.sampled_from(MEMBERS)},
    "answer": {
        "place": st.integers(0, 9),
        "given": st.sampled_from(["accepted", "explained", "overruled"]),
        "who": st.sampled_from(["head", "officer", "member"]),
    },
    "overrule_all": {"unit": LEADS},
    "freeze": {"unit": LEADS, "is_stale": SELDOM, "has_witness": st.booleans()},
    "open": {"unit": LEADS, "order": st.sampled_from(SigningOrder.values), "days": DAYS},
    "withdraw": {"unit": LEADS},
    "void": {"unit": LEADS},
    "extend": {"unit": LEADS, "days": DAYS},
    "remind": {"unit": LEADS},
    "start_again": {"unit": LEADS},
    "sign": {
        "unit": SIGNERS,
        "actor": st.sampled_from(["head"] * 5 + ["other", "stranger"]),
        "pin": st.sampled_from(["right"] * 6 + ["wrong"]),
        "is_stale": SELDOM,
    },
    "reserve": {"unit": SIGNERS, "actor": ACTORS},
    "end_reservation": {"unit": SIGNERS, "actor": st.sampled_from(["head", "holder", "holder"])},
    "bring_back": {
        "unit": SIGNERS,
        "is_holder": st.sampled_from([True, True, False]),
        "kind": st.sampled_from(["good", "good", "other_name", "other_bytes"]),
    },
    "by_hand": {"units": st.sets(SIGNERS, max_size=2), "is_lead_unit": st.sampled_from([True, True, False])},
    "decline": {"unit": SIGNERS, "actor": ACTORS},
    "take_back": {"unit": SIGNERS, "actor": ACTORS},
}
# What happens by itself.
EVENTS: dict[str, dict[str, Any]] = {
    "replace_head": {"unit": st.sampled_from(PARTIES)},
    "quarter_passes": {},
    "days_pass": {"days": st.integers(1, 2)},
}


FITTING = {
    "draft": ("edit", "send_out", "freeze", "freeze", "freeze"),
    "frozen": ("open",),
    "signing": (
        "sign",
        "sign",
        "sign",
        "reserve",
        "reserve",
        "by_hand",
        "decline",
        "extend",
        "remind",
        "withdraw",
    ),
    "in_force": ("sign", "reserve", "decline", "by_hand"),
    "void": ("start_again",),
}


class LifeOfAPact(RuleBasedStateMachine):
    """Sub-classes say how an act is done. `counted` says what the whole run has done."""

    worlds: ClassVar[dict[str, World]]
    begin: ClassVar[Callable[[World], Any]]
    counted: ClassVar[Counter]
    start: ClassVar[str]
    offered: ClassVar[dict[str, dict[str, Any]]] = ACTS

    def __init__(self) -> None:
        super().__init__()
        self.example = transaction.atomic()
        self.example.__enter__()
        self.used: Counter = Counter()
        self.has_begun, self.has_moved = False, True

    @initialize(
        order=st.sampled_from(SigningOrder.values),
        days=st.sampled_from([None, 0, 3]),
    )
    def begins(self, order: str, days: int | None) -> None:
        start = self.start
        self.world = self.worlds[WORLDS.get(start, start)]
        self.life, self.acts = Life(), type(self).begin(self.world)
        self.watch, self.has_begun = Watch(self.world), True
        if self.world is not self.worlds["draft"]:
            self.life.freeze(unit=LEADER, is_stale=False, has_witness=start == "witnessed")
        self.before = rows()
        if start == "commented":
            self.send_out(unit=LEADER, days=2)
            self.comment(unit=1)
        elif start != "draft":
            self.open(unit=LEADER, order=order, days=days)
        if start == "kept":
            self.reserve(unit=TURN, actor="head")

    def teardown(self) -> None:
        try:
            if self.has_begun:
                self.watch.check_whole(self.acts.now)
                if self.used[""] % 2:  # every second file, for speed
                    self.counted["files verified"] += self.watch.check_file(self.acts.now)
        finally:
            transaction.set_rollback(True)
            self.example.__exit__(None, None, None)

    def step(self, name: str, act: Callable[[], bool | None], *, cost: str = "", **values: Any) -> None:
        """Let the model say what must happen, do it, and hold the rows against that."""
        expected_life = copy.deepcopy(self.life)
        expected = getattr(expected_life, name)(**values)
        if cost and self.used[cost] >= MOST[cost]:
            return
        self.used[cost] += 1
        passed = act()
        now, self.life = rows(), expected_life
        assert passed in self.acts.passes(expected), f"{name}: {passed} instead of {expected}"
        assert (now == self.before) or expected is DONE, f"{name}: {changed(self.before, now)} changed"
        # Where neither rows nor time have moved, what held before holds still.
        self.has_moved = now != self.before or passed is None
        self.before = now
        self.counted["steps"] += 1
        self.counted[f"{name} {expected.value}"] += 1
        self.counted[f"in state {self.life.status}"] += 1

    @invariant()
    def all_agree(self) -> None:
        if self.has_begun and self.has_moved:
            self.watch.check(self.life, self.acts.now)
            self.has_moved = False

    def head(self, unit: int) -> Any:
        return self.world.user(unit, self.life.heads[unit])

    @rule(data=st.data())
    def acts_or_waits(self, data: st.DataObject) -> None:
        """One act: mostly what fits the state, sometimes any other."""
        fitting = list(self.fitting())
        name = data.draw(st.sampled_from([*fitting * (1 + 60 // len(fitting)), *self.offered]), label="act")
        values = {
            key: data.draw(strategy, label=key) for key, strategy in (self.offered | EVENTS)[name].items()
        }
        getattr(self, name)(**values)

    def fitting(self) -> Iterator[str]:
        """What may well be done now."""
        life = self.life
        yield from FITTING[life.status]
        if life.is_heard():
            yield from ("comment", "comment", "agree", "end_comments")
        if life.status == "draft" and life.comments:
            yield from ("answer", "answer", "take_back_comment", "overrule_all")
        if life.kept_by:
            yield from ("bring_back", "bring_back", "end_reservation", "quarter_passes")
        if "declined" in life.parties.values():
            yield from ("take_back", "take_back")
        if sum(life.heads.values()) < min(2, self.used[""] // EARLY):
            yield "replace_head"
        if life.days_left or life.is_heard():
            yield "days_pass"
        if self.used[""] > LATE and life.status in ("frozen", "signing"):
            yield "void"

    # --- the draft

    def edit(self, unit: int, is_stale: bool) -> None:
        by = self.world.scene.officer if unit == LEADER else self.head(unit)
        self.step("edit", lambda: self.acts.edit(by, is_stale=is_stale), unit=unit, is_stale=is_stale)

    def send_out(self, unit: int, days: int) -> None:
        by = self.head(unit)
        self.step("send_out", lambda: self.acts.send_out(by, days=days), unit=unit, days=days)

    def end_comments(self, unit: int) -> None:
        self.step("end_comments", lambda: self.acts.end_comments(self.head(unit)), unit=unit)

    def comment(self, unit: int) -> None:
        self.step("comment", lambda: self.acts.comment(self.head(unit), unit=unit), unit=unit)

    def agree(self, unit: int) -> None:
        self.step("agree", lambda: self.acts.agree(self.head(unit), unit=unit), unit=unit)

    def take_back_comment(self, place: int, unit: int) -> None:
        if not self.life.comments:
            return
        place %= len(self.life.comments)
        act = lambda: self.acts.take_back_comment(self.head(unit), place=place)  # noqa: E731
        self.step("take_back_comment", act, place=place, unit=unit)

    def answer(self, place: int, given: str, who: str) -> None:
        if not self.life.comments:
            return
        place %= len(self.life.comments)
        unit = 1 if who == "member" else LEADER
        by = self.world.scene.officer if who == "officer" else self.head(unit)
        values = {"place": place, "given": given}
        act = lambda: self.acts.answer(by, **values)  # noqa: E731
        self.step("answer", act, by_head=who == "head", unit=unit, **values)

    def overrule_all(self, unit: int) -> None:
        self.step("overrule_all", lambda: self.acts.overrule_all(self.head(unit)), unit=unit)

    # --- the round

    def freeze(self, **values: Any) -> None:
        unit = values["unit"]
        by = self.head(unit)
        cost = "freeze" if unit == LEADER and self.life.status == "draft" else ""
        act = lambda: self.acts.freeze(  # noqa: E731
            by, is_stale=values["is_stale"], has_witness=values["has_witness"]
        )
        self.step("freeze", act, cost=cost, **values)

    def open(self, unit: int, order: str, days: int | None) -> None:
        by = self.head(unit)
        act = lambda: self.acts.open(by, order=order, days=days)  # noqa: E731
        self.step("open", act, unit=unit, order=order, days=days)

    def withdraw(self, unit: int) -> None:
        self.step("withdraw", lambda: self.acts.withdraw(self.head(unit)), unit=unit)

    def void(self, unit: int) -> None:
        self.step("void", lambda: self.acts.void(self.head(unit)), unit=unit)

    def extend(self, unit: int, days: int | None) -> None:
        by = self.head(unit)
        self.step("extend", lambda: self.acts.extend(by, days=days), unit=unit, days=days)

    def remind(self, unit: int) -> None:
        self.step("remind", lambda: self.acts.remind(self.head(unit)), unit=unit)

    def start_again(self, unit: int) -> None:
        self.step("start_again", lambda: self.acts.start_again(self.head(unit)), unit=unit)

    # --- signing

    def turn(self, unit: int) -> int:
        """The unit, or the first that waits for its turn."""
        waiting = [one for one in self.life.parties if self.life.parties[one] == "waiting"]
        return unit if unit != TURN else next(iter(waiting), 1)

    def who(self, unit: int, actor: str) -> int:
        """The head of today, or the one who is not (yet, or any more)."""
        now = self.life.heads[unit]
        return now if actor != "other" or unit == WITNESS else 1 - now

    def head_of_turn(self, unit: int) -> tuple[int, int]:
        unit = self.turn(unit)
        return unit, self.life.heads[unit]

    def is_there(self, unit: int) -> bool:
        """A service is given the party; a page is asked for in any state."""
        return unit in self.life.parties or not self.acts.names_the_party

    def sign(self, unit: int, actor: str, pin: str, is_stale: bool) -> None:
        unit = self.turn(unit)
        who = self.who(unit, actor)
        if not self.is_there(unit) or self.life.wrong_pins.get((unit, who), 0) >= WRONG_PINS:
            return
        by = self.world.scene.outsider if actor == "stranger" else self.world.user(unit, who)
        is_costly = pin == "right" and not is_stale and actor != "stranger" and self.life.is_ready(unit, who)
        act = lambda: self.acts.sign(by, unit=unit, pin=pin, is_stale=is_stale)  # noqa: E731
        values = {"unit": unit, "who": who, "is_stranger": actor == "stranger"}
        self.step("sign", act, cost="sign" if is_costly else "", pin=pin, is_stale=is_stale, **values)

    def reserve(self, unit: int, actor: str) -> None:
        unit = self.turn(unit)
        who = self.who(unit, actor)
        if self.is_there(unit):
            by = self.world.user(unit, who)
            self.step("reserve", lambda: self.acts.reserve(by, unit=unit), unit=unit, who=who)

    def end_reservation(self, unit: int, actor: str) -> None:
        holder = self.life.kept_by if actor == "holder" else None
        unit, who = holder or self.head_of_turn(unit)
        by = self.world.user(unit, who)
        self.step("end_reservation", lambda: self.acts.end_reservation(by), unit=unit, who=who)

    def bring_back(self, unit: int, is_holder: bool, kind: str) -> None:
        holder = self.life.kept_by if is_holder else None
        unit, who = holder or self.head_of_turn(unit)
        if not self.is_there(unit):
            return
        values = {"unit": unit, "who": who}
        is_costly = kind != "other_bytes" and self.life.parties.get(unit) == "waiting"
        act = lambda: self.acts.bring_back(self.world.user(unit, who), kind=kind, **values)  # noqa: E731
        self.step("bring_back", act, cost="bring_back" if is_costly else "", kind=kind, **values)

    def by_hand(self, units: set[int], is_lead_unit: bool) -> None:
        units = {self.turn(unit) for unit in units}
        offered = {unit for unit in units if self.life.parties.get(unit) == "waiting"}
        known = offered if not self.acts.names_the_party else units & set(self.life.parties)
        by = self.world.scene.officer if is_lead_unit else self.head(1)
        signers = {unit: self.head(unit) for unit in sorted(known)}
        act = lambda: self.acts.by_hand(by, signers=signers)  # noqa: E731
        self.step("by_hand", act, units=tuple(signers), is_lead_unit=is_lead_unit)

    def decline(self, unit: int, actor: str) -> None:
        unit = self.turn(unit)
        who = self.who(unit, actor)
        if self.is_there(unit):
            by = self.world.user(unit, who)
            self.step("decline", lambda: self.acts.decline(by, unit=unit), unit=unit, who=who)

    def take_back(self, unit: int, actor: str) -> None:
        declined = [one for one, status in self.life.parties.items() if status == "declined"]
        unit = declined[0] if declined else self.turn(unit)
        who = self.who(unit, actor)
        if self.is_there(unit):
            by = self.world.user(unit, who)
            self.step("take_back", lambda: self.acts.take_back(by, unit=unit), unit=unit, who=who)

    # --- what happens by itself

    def replace_head(self, unit: int) -> None:
        self.step("replace_head", lambda: self.acts.replace_head(unit), unit=unit)

    def quarter_passes(self) -> None:
        self.step("quarter_passes", self.acts.quarter_passes)

    def days_pass(self, days: int) -> None:
        self.step("days_pass", lambda: self.acts.days_pass(days), days=days)


def changed(before: dict[str, Any], now: dict[str, Any]) -> list[str]:
    return [name for name in before if before[name] != now[name]]
