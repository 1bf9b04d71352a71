"""One-time links that an administrator hands over."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from units.enums import LinkPurpose
from units.forms.account import NewPasswordForm
from units.services import accounts


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def account_link(request, uidb64, token):
    """Looking at the page spends nothing: programs that read mail open links too."""
    now = timezone.now()
    try:
        user, purpose = accounts.read_link(uidb64=uidb64, token=token, at=now)
        if purpose == LinkPurpose.SECOND_FACTOR:
            if request.method == "POST":
                accounts.use_second_factor_link(uidb64=uidb64, token=token, at=now)
                return _link_spent(request, _("Log in to register your second factor anew."))
            return render(request, "units/account/link_second_factor.html", {"account": user})
        form = NewPasswordForm(user, request.POST or None)
        if request.method == "POST" and form.is_valid():
            password = form.cleaned_data["new_password1"]
            accounts.use_password_link(uidb64=uidb64, token=token, password=password, at=now)
            return _link_spent(request, _("The password is set. Log in with it."))
    except ValidationError as refusal:
        return render(request, "units/account/link_dead.html", {"reason": refusal.messages[0]}, status=410)
    return render(request, "units/account/link_password.html", {"form": form, "account": user})


def _link_spent(request, sentence: str) -> HttpResponse:
    logout(request)
    messages.success(request, sentence)
    return redirect("log_in")
