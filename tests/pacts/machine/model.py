"""What the life of a pact is expected to be, in plain Python: who may do what now, and what is so afterwards.

Days are counted from today, so that time passes by subtracting. Nothing of the application is used here.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from enum import Enum


class Outcome(Enum):
    """What an act must end as: done, nothing to do any more, or refused. The last two change no row."""

    DONE = "done"
    NOTHING = "nothing"
    REFUSED = "refused"


DONE, NOTHING, REFUSED = Outcome.DONE, Outcome.NOTHING, Outcome.REFUSED
LEADER, WITNESS = 0, 9
MEMBERS = (1, 2)
PARTIES = (1, 2, 0)  # as they stand on the paper: the lead unit last
WRONG_PINS = 4  # the fifth would lock the key


@dataclass
class Comment:
    unit: int
    round: int
    answer: str = "open"


@dataclass
class Life:
    """One cluster of three units and a witness. Units are 0 (it leads), 1 and 2; 9 is the witness."""

    status: str = "draft"
    version: int = 1
    edits: int = 0
    # Of the consultation: its round, days left, and the number of edits of the text that was sent out.
    round: int = 0
    days_for_comments: int | None = None
    was_ended: bool = False
    sent_at_edit: int | None = None
    comments: list[Comment] = field(default_factory=list)
    order: str = "parallel"
    days_left: int | None = None
    parties: dict[int, str] = field(default_factory=dict)
    # Who signed or declined for the unit: the first head (0) or the successor (1).
    answered_by: dict[int, int] = field(default_factory=dict)
    heads: dict[int, int] = field(default_factory=lambda: {0: 0, 1: 0, 2: 0, WITNESS: 0})
    kept_by: tuple[int, int] | None = None
    files: int = 0  # signatures in the file
    wrong_pins: dict[tuple[int, int], int] = field(default_factory=dict)

    # --- the draft

    def edit(self, *, unit: int, is_stale: bool) -> Outcome:
        if unit != LEADER or self.status != "draft" or is_stale:
            return REFUSED
        self.edits += 1
        return DONE

    def is_heard(self) -> bool:
        has_days = self.days_for_comments is not None and self.days_for_comments >= 0
        return self.status == "draft" and has_days and not self.was_ended

    def send_out(self, *, unit: int, days: int) -> Outcome:
        if unit != LEADER or self.status != "draft" or days < 0:
            return REFUSED
        if self.sent_at_edit != self.edits:
            self.round, self.sent_at_edit = self.round + 1, self.edits
        self.days_for_comments, self.was_ended = days, False
        return DONE

    def end_comments(self, *, unit: int) -> Outcome:
        if unit != LEADER or not self.is_heard():
            return REFUSED
        self.days_for_comments, self.was_ended = 0, True
        return DONE

    def comment(self, *, unit: int) -> Outcome:
        if unit == LEADER or not self.is_heard():
            return REFUSED
        for said in self._said(unit, "agreed"):
            said.answer = "taken_back"
        self.comments.append(Comment(unit, self.round))
        return DONE

    def agree(self, *, unit: int) -> Outcome:
        if unit == LEADER or not self.is_heard():
            return REFUSED
        if self._said(unit, "agreed"):
            return NOTHING
        if self._said(unit, "open", "accepted", "explained", "overruled"):
            return REFUSED
        self.comments.append(Comment(unit, self.round, "agreed"))
        return DONE

    def take_back_comment(self, *, place: int, unit: int) -> Outcome:
        said = self.comments[place]
        if self.status != "draft" or said.unit != unit or said.answer not in ("open", "agreed"):
            return REFUSED
        said.answer = "taken_back"
        return DONE

    def answer(self, *, place: int, given: str, by_head: bool, unit: int) -> Outcome:
        said = self.comments[place]
        if unit != LEADER or self.status != "draft" or said.answer in ("agreed", "taken_back"):
            return REFUSED
        if given == "overruled" and not by_head:
            return REFUSED
        said.answer = given
        return DONE

    def overrule_all(self, *, unit: int) -> Outcome:
        waiting = [said for said in self.comments if said.answer == "open"]
        if unit != LEADER or self.status != "draft" or not waiting:
            return REFUSED
        for said in waiting:
            said.answer = "overruled"
        return DONE

    def _said(self, unit: int, *answers: str) -> list[Comment]:
        """What the unit said in the present round."""
        now = [said for said in self.comments if (said.unit, said.round) == (unit, self.round)]
        return [said for said in now if said.answer in answers]

    # --- the round

    def freeze(self, *, unit: int, is_stale: bool, has_witness: bool) -> Outcome:
        is_open = any(said.answer == "open" for said in self.comments)
        if unit != LEADER or self.status != "draft" or is_stale or self.is_heard() or is_open:
            return REFUSED
        self.status, self.files, self.kept_by, self.answered_by = "frozen", 0, None, {}
        self.parties = dict.fromkeys(PARTIES, "waiting") | ({WITNESS: "waiting"} if has_witness else {})
        return DONE

    def open(self, *, unit: int, order: str, days: int | None) -> Outcome:
        if unit != LEADER or self.status != "frozen" or (days is not None and days < 0):
            return REFUSED
        self.status, self.order, self.days_left = "signing", order, days
        return DONE

    def withdraw(self, *, unit: int) -> Outcome:
        if unit != LEADER or self.status != "signing" or "signed" in self.parties.values():
            return REFUSED
        self.status, self.days_left = "frozen", None
        self.parties = dict.fromkeys(self.parties, "waiting")
        return DONE

    def void(self, *, unit: int) -> Outcome:
        if unit != LEADER or self.status not in ("frozen", "signing"):
            return REFUSED
        self.status = "void"
        return DONE

    def extend(self, *, unit: int, days: int | None) -> Outcome:
        if unit != LEADER or self.status != "signing" or (days is not None and days < 0):
            return REFUSED
        self.days_left = days
        return DONE

    def remind(self, *, unit: int) -> Outcome:
        if unit != LEADER or self.status != "signing" or self._declined():
            return REFUSED
        return DONE

    def start_again(self, *, unit: int) -> Outcome:
        if unit != LEADER or self.status != "void":
            return REFUSED
        begun = Life(version=self.version + 1, heads=self.heads, wrong_pins=self.wrong_pins)
        self.__dict__.update(begun.__dict__)
        return DONE

    # --- signing

    def group(self, unit: int) -> int:
        if self.order == "parallel":
            return 1
        if self.order == "sequential":
            return (*PARTIES, WITNESS).index(unit) + 1
        return 1 if unit in MEMBERS else (*PARTIES, WITNESS).index(unit) + 1

    def is_missing_before(self, unit: int) -> bool:
        first = [other for other in PARTIES if self.group(other) < self.group(unit)]
        return any(self.parties[other] != "signed" for other in first)

    def is_ready(self, unit: int, who: int) -> bool:
        """Whether this head of the unit may sign for it now."""
        return (
            unit in self.parties
            and self.is_open(unit)
            and self.parties[unit] == "waiting"
            and not self.is_missing_before(unit)
            and self.kept_by in (None, (unit, who))
            and self.heads[unit] == who
        )

    def is_open(self, unit: int) -> bool:
        if unit == WITNESS and self.status == "in_force":
            return True
        in_time = self.days_left is None or self.days_left >= 0
        return self.status == "signing" and in_time and not self._declined()

    def has_signed(self, unit: int, who: int) -> bool:
        return self.parties.get(unit) == "signed" and self.answered_by[unit] == who

    def sign(self, *, unit: int, who: int, is_stranger: bool, pin: str, is_stale: bool) -> Outcome:
        if is_stranger:
            return REFUSED
        if self.has_signed(unit, who):
            return NOTHING
        if is_stale or not self.is_ready(unit, who):
            return REFUSED
        if pin == "wrong":
            self.wrong_pins[unit, who] = self.wrong_pins.get((unit, who), 0) + 1
            return REFUSED
        self.wrong_pins[unit, who] = 0
        self._signed(unit, who)
        self.files += 1
        return DONE

    def reserve(self, *, unit: int, who: int) -> Outcome:
        if self.kept_by == (unit, who):
            return NOTHING
        if not self.is_ready(unit, who):
            return REFUSED
        self.kept_by = (unit, who)
        return DONE

    def end_reservation(self, *, unit: int, who: int) -> Outcome:
        if self.kept_by is None or (self.kept_by != (unit, who) and unit != LEADER):
            return REFUSED
        if self.kept_by != (unit, who) and self.heads[LEADER] != who:
            return REFUSED
        self.kept_by = None
        return DONE

    def bring_back(self, *, unit: int, who: int, kind: str) -> Outcome:
        if self.has_signed(unit, who):
            return NOTHING
        if not self.is_ready(unit, who) or self.kept_by != (unit, who) or kind != "good":
            return REFUSED
        self._signed(unit, who)
        self.files += 1
        return DONE

    def by_hand(self, *, units: tuple[int, ...], is_lead_unit: bool) -> Outcome:
        """All of the units or none; each in its turn."""
        if not is_lead_unit or not units:
            return REFUSED
        done = copy.deepcopy(self)
        for unit in sorted(units, key=lambda one: (self.group(one), (*PARTIES, WITNESS).index(one))):
            if not done.is_ready(unit, self.heads[unit]):
                return REFUSED
            done._signed(unit, self.heads[unit])
        self.__dict__.update(done.__dict__)
        return DONE

    def decline(self, *, unit: int, who: int) -> Outcome:
        if unit not in self.parties or not self.is_open(unit) or self.heads[unit] != who:
            return REFUSED
        if self.parties[unit] != "waiting":
            return REFUSED
        self.parties[unit], self.answered_by[unit] = "declined", who
        return DONE

    def take_back(self, *, unit: int, who: int) -> Outcome:
        if self.status not in ("signing", "in_force") or self.parties.get(unit) != "declined":
            return REFUSED
        if self.heads[unit] != who:
            return REFUSED
        self.parties[unit] = "waiting"
        return DONE

    def _declined(self) -> bool:
        return any(self.parties.get(unit) == "declined" for unit in PARTIES)

    def _signed(self, unit: int, who: int) -> None:
        self.parties[unit], self.answered_by[unit] = "signed", who
        if self.kept_by and self.kept_by[0] == unit:
            self.kept_by = None
        if self.status == "signing" and all(self.parties[other] == "signed" for other in PARTIES):
            self.status = "in_force"

    # --- what happens by itself

    def look(self) -> Outcome:
        return NOTHING

    def replace_head(self, *, unit: int) -> Outcome:
        self.heads[unit] = 1
        return DONE

    def quarter_passes(self) -> Outcome:
        self.kept_by = None
        return DONE

    def days_pass(self, *, days: int) -> Outcome:
        self.quarter_passes()
        if self.days_left is not None:
            self.days_left -= days
        if self.days_for_comments is not None:
            self.days_for_comments -= days
        return DONE
