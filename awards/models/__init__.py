"""The tables of registrations, the facts for the law, and nominations."""

from awards.models.award_type import AwardType
from awards.models.nomination import Nomination, Screening, Submission
from awards.models.record import EarnedTitle, Initiative, PersonYear
from awards.models.registration import Registration, RegistrationItem

__all__ = [
    "AwardType",
    "EarnedTitle",
    "Initiative",
    "Nomination",
    "PersonYear",
    "Registration",
    "RegistrationItem",
    "Screening",
    "Submission",
]
