"""The words of pacts. Values are stored: never rename one without a data migration."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PactStatus(TextChoices):
    DRAFT = "draft", pgettext_lazy("pact", "Draft")
    FROZEN = "frozen", _("Text frozen")
    SIGNING = "signing", _("Being signed")
    IN_FORCE = "in_force", _("In force")
    VOID = "void", _("Void")


class PartyStatus(TextChoices):
    WAITING = "waiting", _("Not signed yet")
    SIGNED = "signed", _("Signed")
    DECLINED = "declined", _("Declined")


class PactRole(TextChoices):
    """Who may move a pact."""

    LEAD_UNIT = "lead_unit", _("Lead unit")
    SYSTEM = "system", _("By itself")


class Comparator(TextChoices):
    AT_LEAST = "ge", "≥"
    AT_MOST = "le", "≤"
    EXACTLY = "eq", "="


class MovementKind(TextChoices):
    REGULAR = "regular", _("Standing")
    WAVE = "wave", _("For a period")
    THEMATIC = "thematic", _("Thematic")


class MovementLevel(TextChoices):
    STATE = "state", pgettext_lazy("movement", "State")
    SECTOR = "sector", _("Sector")
    CLUSTER = "cluster", _("Cluster")


class ConferenceKind(TextChoices):
    LAUNCH_SIGNING = "launch_signing", _("Launch and signing")
    INTERIM_REVIEW = "interim_review", _("Interim review")
    FINAL_REVIEW = "final_review", _("Final review")


class AttendeeRole(TextChoices):
    CHAIR = "chair", _("Chair")
    WITNESS = "witness", _("Witness")
    SPEAKER = "speaker", _("Speaker")
    PRESENTER = "presenter", _("Presenter")
    ATTENDEE = "attendee", _("Attendee")


class PaperKind(TextChoices):
    PACT = "pact", _("Pact")
    SUBMISSION = "submission", _("Submission letter")
