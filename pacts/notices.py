"""What notices about pacts say."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "pact_opened": _("%(pact)s is open for signature."),
    "pact_declined": _("%(unit)s has declined to sign %(pact)s. Reason: %(reason)s"),
    "pact_in_force": _("%(pact)s is in force: all parties have signed."),
    "pact_void": _("%(pact)s was made void. Reason: %(reason)s"),
}
