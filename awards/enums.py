"""The words of registrations and awards. Values are stored: never rename one without a data migration."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AwardCategory(TextChoices):
    TITLE = "title", _("Emulation title")
    COMMENDATION = "commendation", _("Commendation form")


class RecipientKind(TextChoices):
    PERSON = "person", _("Person")
    COLLECTIVE = "collective", _("Collective")
    BOTH = "both", _("Person or collective")


class RegistrationStatus(TextChoices):
    DRAFT = "draft", _("Draft")
    FOR_APPROVAL = "for_approval", _("With the head")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned for correction")
    ACCEPTED = "accepted", _("Accepted")


class RegistrationRole(TextChoices):
    """Who may move a registration."""

    OFFICER = "officer", _("Emulation officer")
    HEAD = "head", _("Head of the unit")
    LEAD_UNIT = "lead_unit", _("Lead unit")


class NominationStatus(TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("In a submission letter")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class QualityGrade(TextChoices):
    """Yearly grade of a person."""

    EXCELLENT = "excellent", _("Tasks completed excellently")
    GOOD = "good", _("Tasks completed well")
    COMPLETED = "completed", _("Tasks completed")
    FAILED = "failed", _("Tasks not completed")


class DisciplineLevel(TextChoices):
    """Disciplinary measures in rising order."""

    NONE = "none", _("None")
    REPRIMAND = "reprimand", _("Reprimand")
    WARNING = "warning", _("Warning")
    SALARY_CUT = "salary_cut", _("Salary step reduced")
    DEMOTION = "demotion", _("Demotion")
    REMOVAL = "removal", _("Removal from post")
    DISMISSAL = "dismissal", _("Dismissal")


class InitiativeScope(TextChoices):
    BASE = "base", _("Base level")
    SECTOR = "sector", _("Sector level")
    NATION = "nation", _("Nation-wide")


class Verdict(TextChoices):
    ELIGIBLE = "eligible", _("Eligible")
    NOT_ELIGIBLE = "not_eligible", _("Not eligible")
    NOT_ENOUGH_DATA = "not_enough_data", _("Not enough data")
