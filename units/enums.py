"""The words of the organisation. Values are stored: never rename one without a data migration."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class UnitKind(TextChoices):
    """The level of a unit (domain: four levels to 30/06/2025, three since)."""

    SUPREME = "supreme", _("Supreme People's Procuracy")
    SUPREME_DEPARTMENT = "supreme_department", _("Unit of the Supreme People's Procuracy")
    HIGH = "high", _("High-level procuratorate")
    PROVINCE = "province", _("Provincial procuratorate")
    REGION = "region", _("Regional procuratorate")
    DISTRICT = "district", _("District procuratorate")
    DEPARTMENT = "department", _("Department of a unit")
    MILITARY = "military", _("Military procuratorate")
    OUTSIDE = "outside", _("Outside the procuracy")
    ORGANISER = "organiser", _("Organiser of a group of agencies")


# Units of these levels register, and are answered for, through the unit above them.
ANSWERED_FOR_ABOVE = (UnitKind.DEPARTMENT, UnitKind.REGION, UnitKind.DISTRICT)


class ClusterKind(TextChoices):
    CUM = "cum", _("Cluster")
    KHOI = "khoi", _("Block")


class LeadershipRole(TextChoices):
    TRUONG = "truong", _("Lead unit")
    PHO = "pho", _("Deputy lead unit")


class LeadershipBasis(TextChoices):
    DESIGNATED = "designated", _("Designated")
    ELECTED = "elected", _("Elected")
    ROTATION = "rotation", _("In rotation")


class Capacity(TextChoices):
    """In what right a person stands at the top of a unit."""

    HEAD = "head", _("Head")
    ACTING_HEAD = "acting_head", _("Acting head")
    DEPUTY = "deputy", _("Deputy head")


class SigningForm(TextChoices):
    """How somebody other than the head signs for a unit (NĐ 30/2020/NĐ-CP, Điều 13)."""

    KT = "KT", _("KT. – deputy for the head")
    TL = "TL", _("TL. – by order of the head")
    TUQ = "TUQ", _("TUQ. – by authorisation of the head")
    TM = "TM", _("TM. – on behalf of a collective")


class Role(TextChoices):
    """A right of an account in a unit, from a day to a day. Heads have theirs by appointment."""

    OFFICER = "officer", _("Emulation officer")
    CENTRAL_OFFICER = "central_officer", _("Central officer")
    COUNCIL_MEMBER = "council_member", _("Council member")
    ADMINISTRATOR = "administrator", _("Administrator")


class Gender(TextChoices):
    FEMALE = "female", _("Female")
    MALE = "male", _("Male")


class DeadlineKind(TextChoices):
    REGISTRATION = "registration", _("Registration of titles")
    COMMENTS = "comments", _("Comments on the draft pact")
    SIGNING = "signing", _("Signing of the pact")
    INTERIM_REVIEW = "interim_review", _("Interim review")
    NOMINATION = "nomination", _("Nominations for awards")
    FINAL_REVIEW = "final_review", _("Final review")


class SuccessionKind(TextChoices):
    MERGE = "merge", _("Merged into")
    SPLIT = "split", _("Split into")
    ABSORB = "absorb", _("Absorbed by")
    TRANSFER = "transfer", _("Tasks passed to")
    ABOLISH = "abolish", _("Abolished")


class ReorganisationAct(TextChoices):
    """What an administrator does to units with one act."""

    MERGE = "merge", _("Merge into a new unit")
    ABSORB = "absorb", _("Absorb into an existing unit")
    SPLIT = "split", _("Split into several units")
    ABOLISH = "abolish", _("Abolish")
    RENAME = "rename", _("Rename")


class IntakeKind(TextChoices):
    """What the rows of an imported list are."""

    PEOPLE = "people", _("People")
    UNITS = "units", _("Units")
    ACCOUNTS = "accounts", _("Accounts")


class IntakeStatus(TextChoices):
    CHECKED = "checked", _("Checked, nothing changed yet")
    APPLIED = "applied", _("Applied")
    SET_ASIDE = "set_aside", _("Set aside")


class RowOutcome(TextChoices):
    """What a row of an imported list would do."""

    NEW = "new", _("New")
    UPDATE = "update", _("Update")
    TRANSFER = "transfer", _("Transfer")
    KNOWN = "known", _("Already on record")
    NAMESAKE = "namesake", _("Namesake")
    ERROR = "error", _("Error")


class RowResult(TextChoices):
    """What became of a row when its list was applied."""

    ADDED = "added", _("Added")
    UPDATED = "updated", _("Updated")
    MOVED = "moved", _("Transferred")
    UNCHANGED = "unchanged", _("Unchanged")
    KEPT = "kept", _("What was on record stays")
    LEFT_OUT = "left_out", _("Left out")


class LinkPurpose(TextChoices):
    """What a one-time link from an administrator lets its holder do."""

    PASSWORD = "password", _("Set a new password")
    SECOND_FACTOR = "second_factor", _("Register a new second factor")
