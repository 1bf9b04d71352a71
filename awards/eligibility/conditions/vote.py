"""The council's vote, counted on all its members."""

from datetime import date
from fractions import Fraction

from awards.eligibility.facts import Facts
from awards.eligibility.rule import Answer, Condition, failed, passed, unknown
from awards.eligibility.wording import percent
from awards.voting import carried, needed_votes


def vote_of(majority: Fraction) -> Condition:
    def holds(facts: Facts, on: date) -> Answer | None:
        if facts.council_in_favour is None:
            return unknown("Chưa có kết quả bỏ phiếu của Hội đồng.", missing="council_in_favour")
        if facts.council_members is None:
            return unknown("Chưa có dữ liệu về tổng số thành viên Hội đồng.", missing="council_members")
        text = (
            f"{facts.council_in_favour}/{facts.council_members} thành viên Hội đồng đồng ý "
            f"({percent(Fraction(facts.council_in_favour, facts.council_members))}), cần ít nhất "
            f"{needed_votes(facts.council_members, majority)} phiếu ({percent(majority)} tổng số thành viên)"
        )
        if carried(in_favour=facts.council_in_favour, members=facts.council_members, ratio=majority):
            return passed(f"{text}.")
        return failed(f"{text}: chưa đạt.")

    return holds
