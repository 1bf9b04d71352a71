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


class PartyKind(TextChoices):
    """A witness signs too, but is counted among nobody: the pact is in force without that signature."""

    PARTY = "party", _("Party")
    WITNESS = "witness", _("Witness")


class SigningOrder(TextChoices):
    """Who may sign when; the server asks at the moment of signing."""

    PARALLEL = "parallel", _("All at once, in any order")
    SEQUENTIAL = "sequential", _("One after the other, in the order of the paper")
    GROUPS = "groups", _("Members first, then the lead unit, then the witness")


class SignatureWay(TextChoices):
    OWN_KEY = "own_key", _("With the key of this installation")
    OUTSIDE = "outside", _("Signed elsewhere and brought back")
    PAPER = "paper", _("By hand on paper")


class CommentAnswer(TextChoices):
    """What became of a comment. The lead unit answers: tiếp thu, giải trình; a stubborn one is overruled with a
    reason. A unit that agrees to the draft as it is needs no answer.
    """

    OPEN = "open", pgettext_lazy("comment", "Not answered yet")
    AGREED = "agreed", _("Agrees to the draft")
    ACCEPTED = "accepted", pgettext_lazy("comment", "Accepted")
    EXPLAINED = "explained", pgettext_lazy("comment", "Explained")
    OVERRULED = "overruled", pgettext_lazy("comment", "Overruled")
    TAKEN_BACK = "taken_back", pgettext_lazy("comment", "Taken back")


class DraftOccasion(TextChoices):
    """Why the text of that moment was kept."""

    CONSULTATION = "consultation", _("Sent out for comments")
    KEPT = "kept", _("Kept by the lead unit")
    FROZEN = "frozen", _("Frozen for signature")


class AttendanceKind(TextChoices):
    PRESENT = "present", _("Present")
    ONLINE = "online", _("Online")
    REPRESENTED = "represented", _("Represented")
    ABSENT = "absent", _("Absent")


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
    SECRETARY = "secretary", _("Secretary")
    WITNESS = "witness", _("Witness")
    SPEAKER = "speaker", _("Speaker")
    PRESENTER = "presenter", _("Presenter")
    ATTENDEE = "attendee", _("Attendee")
    GUEST = "guest", _("Guest")


# There is one of each, and they act in the record: always somebody who is on record.
SINGLE_ROLES = (AttendeeRole.CHAIR, AttendeeRole.SECRETARY, AttendeeRole.WITNESS)
# Named as often as needed.
FREE_ROLES = (AttendeeRole.SPEAKER, AttendeeRole.PRESENTER, AttendeeRole.ATTENDEE, AttendeeRole.GUEST)


class PaperKind(TextChoices):
    PACT = "pact", _("Pact")
    AMENDMENT = "amendment", _("Amendment of a pact")
    MINUTES = "minutes", _("Minutes of a conference")
    SUBMISSION = "submission", _("Submission letter")
