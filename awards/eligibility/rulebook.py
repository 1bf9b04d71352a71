"""The pile of instruments of a day, laid over the facts of a person."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from awards.eligibility.facts import Facts
from awards.eligibility.instruments import INSTRUMENTS
from awards.eligibility.rule import (
    LEGAL_TEXT,
    Finding,
    Instrument,
    Layer,
    Outcome,
    Rule,
    Stage,
    unknown,
)
from awards.eligibility.wording import TITLE_NAMES, day

_NOT_KNOWN_HERE = "Chưa có văn bản trong hệ thống"
_LAYER_NAMES = {
    Layer.LAW: "luật",
    Layer.DECREE: "nghị định",
    Layer.CIRCULAR: "thông tư của ngành Kiểm sát nhân dân",
}


class Eligibility(StrEnum):
    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    NOT_ENOUGH_DATA = "not_enough_data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """All findings, passed or not, and the instruments that were consulted for them."""

    title: str
    on: date
    stage: Stage
    findings: tuple[Finding, ...]
    instruments: tuple[Instrument, ...]

    @property
    def outcome(self) -> Eligibility:
        """One failure decides; without one, a single unknown keeps the door closed."""
        outcomes = {finding.outcome for finding in self.findings}
        if Outcome.FAILED in outcomes:
            return Eligibility.NOT_ELIGIBLE
        if Outcome.UNKNOWN in outcomes:
            return Eligibility.NOT_ENOUGH_DATA
        return Eligibility.ELIGIBLE

    @property
    def failures(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.outcome is Outcome.FAILED)

    @property
    def unknowns(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.outcome is Outcome.UNKNOWN)


def judge(*, title: str, facts: Facts, on: date, stage: Stage | str = Stage.NOMINATION) -> Verdict:
    """Hold the facts of a year against the law of the day of the act; every rule concerned answers."""
    stage = Stage(stage)
    rules = rules_for(title=title, on=on, stage=stage)
    findings = _gaps(title, on)
    for rule in rules:
        answer = rule.holds(facts, on)
        if answer is not None:
            findings.append(Finding(rule, answer))
    consulted = tuple(instrument for instrument in instruments_on(on) if title in instrument.titles)
    return Verdict(title=title, on=on, stage=stage, findings=tuple(findings), instruments=consulted)


def instruments_on(on: date) -> tuple[Instrument, ...]:
    """The instruments in force on a day."""
    return tuple(
        instrument
        for instrument in INSTRUMENTS
        if instrument.in_force_from <= on and not _is_over(last_day_of(instrument), on)
    )


def last_day_of(instrument: Instrument) -> date | None:
    """The last day on which the instrument is in force; None: still, as far as is known here."""
    ends = [other.in_force_from for other in INSTRUMENTS if instrument.code in other.repeals]
    return min(ends) - timedelta(days=1) if ends else None


def rules_for(*, title: str, on: date, stage: Stage | str = Stage.NOMINATION) -> tuple[Rule, ...]:
    """The rules of a title on a day, without those that a newcomer has replaced."""
    replaced = {code for other in INSTRUMENTS if other.in_force_from <= on for code in other.replaces}
    return tuple(
        rule
        for instrument in instruments_on(on)
        for rule in instrument.rules
        if title in rule.titles and Stage(stage) in rule.stages and rule.code not in replaced
    )


def majority_for(*, title: str, on: date) -> Fraction | None:
    """The share of the whole council that the title needs; None where the law of the day names none."""
    ratios = [rule.majority for rule in rules_for(title=title, on=on) if rule.majority is not None]
    return max(ratios, default=None)


def _is_over(last_day: date | None, on: date) -> bool:
    return last_day is not None and last_day < on


def _gaps(title: str, on: date) -> list[Finding]:
    """Where the law of the day is not known here, that is said; silence would look like a pass."""
    if title not in TITLE_NAMES:
        return [_gap("GAP-TITLE", title, f"Chưa có quy định của danh hiệu {title} trong hệ thống.")]
    present = {instrument.layer for instrument in instruments_on(on)}
    return [
        _gap(
            f"GAP-{layer.name}",
            title,
            f"Chưa có dữ liệu về {_LAYER_NAMES[layer]} có hiệu lực ngày {day(on)}.",
        )
        for layer in Layer
        if layer not in present
    ]


def _gap(code: str, title: str, reason: str) -> Finding:
    answer = unknown(reason, missing=LEGAL_TEXT)

    rule = Rule(
        code=code,
        cites=_NOT_KNOWN_HERE,
        text="Phải có văn bản có hiệu lực vào ngày thực hiện.",
        titles=frozenset({title}),
        holds=lambda facts, on: answer,
    )
    return Finding(rule, answer)
