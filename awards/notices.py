"""What a notice of registrations and nominations says."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "registration_sent_to_head": _(
        "The registration of titles of %(unit)s for %(year)s waits for you to submit it."
    ),
    "registration_sent_back": _("The head sent the registration for %(year)s back: %(reason)s"),
    "registration_submitted": _("%(unit)s submitted its registration of titles for %(year)s."),
    "registration_returned": _(
        "The lead unit returned the registration of %(unit)s for %(year)s: %(reason)s"
    ),
    "registration_accepted": _("The lead unit accepted the registration of %(unit)s for %(year)s."),
}
