"""What notices about pacts say."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "pact_comments_opened": _("Please comment on the draft of %(pact)s until %(day)s."),
    "pact_comments_again": _(
        "The draft of %(pact)s was sent out again. Parts that have changed: %(changes)s. "
        "Please comment until %(day)s."
    ),
    "pact_comments_until": _("Comments on the draft of %(pact)s can now be made until %(day)s."),
    "pact_comments_ended": _(
        "Comments on the draft of %(pact)s are no longer taken, before the day that was set. Reason: %(reason)s"
    ),
    "pact_comments_answered": _("Comments of yours on %(pact)s that were answered: %(n)s."),
    "pact_opened": _("%(pact)s is open for signature."),
    "pact_to_sign": _("You are asked to sign %(pact)s for %(unit)s."),
    "pact_signed_by_hand": _(
        "It was recorded that %(units)s signed %(pact)s by hand on %(day)s. If that is not so, tell the lead unit."
    ),
    "pact_reminder": _("%(unit)s has not signed %(pact)s yet. Last day for signing: %(until)s"),
    "pact_declined": _("%(person)s has declined to sign %(pact)s for %(unit)s. Reason: %(reason)s"),
    "pact_decline_taken_back": _("%(person)s takes back the refusal of %(unit)s to sign %(pact)s."),
    "pact_withdrawn": _("The signing of %(pact)s was stopped; nobody had signed. Reason: %(reason)s"),
    "pact_extended": _("%(pact)s can be signed until %(day)s. Reason: %(reason)s"),
    "pact_in_force": _("%(pact)s is in force: all parties have signed."),
    "pact_void": _("%(pact)s was made void. Reason: %(reason)s. Had signed: %(units)s."),
    "conference_planned": _("%(conference)s is planned for %(day)s: %(where)s."),
    "conference_moved": _("%(conference)s now takes place on %(day)s: %(where)s."),
    "conference_called_off": _("%(conference)s on %(day)s was called off. Reason: %(reason)s"),
}
