"""The words the law is written in here: a rule, what it finds, and the instrument it stands in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from awards.eligibility.facts import Facts

# Stands inside a citation that nobody has yet compared with the text of the instrument.
UNVERIFIED = "[chưa kiểm chứng]"

# Named as the missing fact where the text of an instrument, not a fact of the person, is what is missing.
LEGAL_TEXT = "legal_text"


class Outcome(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    UNKNOWN = "unknown"


class Stage(StrEnum):
    """When a rule can be judged: before the year's work is done, or when it is."""

    REGISTRATION = "registration"
    NOMINATION = "nomination"


class Layer(StrEnum):
    """The three floors of the law; on a day when one is not known here, no verdict can be clean."""

    LAW = "law"
    DECREE = "decree"
    CIRCULAR = "circular"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one rule says about the facts, in a sentence about this person."""

    outcome: Outcome
    reason: str
    missing: str | None = None

    def __post_init__(self) -> None:
        if (self.outcome is Outcome.UNKNOWN) != (self.missing is not None):
            raise ValueError("Exactly an unknown answer names the fact that is missing.")


def passed(reason: str) -> Answer:
    return Answer(Outcome.PASSED, reason)


def failed(reason: str) -> Answer:
    return Answer(Outcome.FAILED, reason)


def unknown(reason: str, *, missing: str) -> Answer:
    return Answer(Outcome.UNKNOWN, reason, missing)


# None: the rule does not concern this person, so there is nothing to find.
Condition = Callable[[Facts, date], Answer | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of one article; `text` and `cites` are read by lawyers and by the person concerned."""

    code: str
    cites: str
    text: str
    titles: frozenset[str]
    holds: Condition
    stages: frozenset[Stage] = frozenset({Stage.NOMINATION})
    majority: Fraction | None = None

    @property
    def is_verified(self) -> bool:
        return UNVERIFIED not in self.cites

    @property
    def bare_cites(self) -> str:
        """The citation without its mark, for pages that show the mark in their own way."""
        return self.cites.replace(f" {UNVERIFIED}", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A law, decree or circular. It says what it ends; what it ends is never edited."""

    code: str
    citation: str
    layer: Layer
    in_force_from: date
    rules: tuple[Rule, ...]
    repeals: frozenset[str] = frozenset()
    replaces: frozenset[str] = frozenset()

    @property
    def titles(self) -> frozenset[str]:
        return frozenset().union(*(rule.titles for rule in self.rules))


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule met one set of facts."""

    rule: Rule
    answer: Answer

    @property
    def code(self) -> str:
        return self.rule.code

    @property
    def cites(self) -> str:
        return self.rule.cites

    @property
    def text(self) -> str:
        return self.rule.text

    @property
    def outcome(self) -> Outcome:
        return self.answer.outcome

    @property
    def reason(self) -> str:
        return self.answer.reason

    @property
    def missing(self) -> str | None:
        return self.answer.missing
