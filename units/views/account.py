"""Entering and leaving: password, second factor, one-time links, language."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from django_otp import login as remember_verification
from django_otp import verify_token
from django_otp.plugins.otp_totp.models import TOTPDevice

from units.forms.account import (
    ChangePasswordForm,
    LogInForm,
    NewPasswordForm,
    RegisterSecondFactorForm,
    SecondFactorForm,
)
from units.queries import rehearsal
from units.queries.second_factor import confirmed_device, enrolment, wait_until
from units.services import accounts
from units.views.destinations import next_destination, safe_destination

form_page = require_http_methods(["GET", "HEAD", "POST"])


def trust_cookie(user) -> str:
    """One cookie an account, so that people who share a browser do not push each other out."""
    return f"trusted_{user.pk}"


@login_not_required
@sensitive_post_parameters("password")
@form_page
def log_in(request):
    if request.user.is_authenticated:
        return redirect(next_destination(request))
    form = LogInForm(request, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = form.get_user()
        login(request, user)
        request.session["kept_at"] = int(timezone.now().timestamp())
        device = confirmed_device(user)
        if device and accounts.is_trusted(request.COOKIES.get(trust_cookie(user), ""), device):
            remember_verification(request, device)
        return redirect(next_destination(request))
    samples = rehearsal.sample_accounts(timezone.localdate(), timezone.now())
    context = {"form": form, "samples": samples, "is_rehearsal": bool(samples)}
    return render(request, "units/account/log_in.html", context)


@require_POST
def log_out(request):
    logout(request)
    messages.success(request, _("You are logged out."))
    return redirect("log_in")


@form_page
def second_factor(request):
    device = confirmed_device(request.user)
    if device is None or request.user.is_verified():
        return redirect(next_destination(request))
    form = SecondFactorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        verified = verify_token(request.user, device.persistent_id, form.cleaned_data["code"])
        if verified:
            return _enter(request, verified, trusted=form.cleaned_data["trust"])
        form.add_error("code", _refusal(device))
    code = rehearsal.sample_code(request.user, device, timezone.now())
    return render(request, "units/account/second_factor.html", {"form": form, "sample_code": code})


def _enter(request, device: TOTPDevice, *, trusted: bool) -> HttpResponse:
    remember_verification(request, device)
    request.session.cycle_key()
    response = redirect(next_destination(request))
    if trusted:
        response.set_cookie(
            trust_cookie(request.user),
            accounts.trust_mark(device),
            max_age=settings.TRUSTED_DEVICE_DAYS * 24 * 3600,
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
    return response


def _refusal(device: TOTPDevice) -> str:
    until = wait_until(device)
    if until:
        moment = timezone.localtime(until).strftime("%H:%M:%S")
        return _("Too many wrong codes. Try again after %(moment)s.") % {"moment": moment}
    return _("The code is not right, or it was used already. Wait for the next one.")


@form_page
@sensitive_post_parameters()
def account_setup_password(request):
    if not request.user.must_set_password:
        return redirect(next_destination(request))
    form = NewPasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        _keep_session(request, form.cleaned_data["new_password1"])
        return redirect(next_destination(request))
    return render(request, "units/account/setup_password.html", {"form": form})


@form_page
@sensitive_post_parameters("key", "code")
def account_setup_totp(request):
    if request.user.must_set_password:
        return redirect("account_setup_password")
    if confirmed_device(request.user):
        return redirect(next_destination(request))
    form = RegisterSecondFactorForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            device = accounts.register_second_factor(
                user=request.user,
                key=form.cleaned_data["key"],
                code=form.cleaned_data["code"],
                by=request.user,
                at=timezone.now(),
            )
        except ValidationError as refusal:
            form.add_error("code", refusal)
        else:
            return _enter(request, device, trusted=False)
    context = {"form": form, "enrolment": enrolment(request.user, form.secret)}
    return render(request, "units/account/setup_totp.html", context)


@form_page
@sensitive_post_parameters()
def account(request):
    form = ChangePasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        _keep_session(request, form.cleaned_data["new_password1"])
        messages.success(request, _("The password is changed. Other devices are logged out."))
        return redirect("account")
    return render(
        request, "units/account/account.html", {"form": form, "device": confirmed_device(request.user)}
    )


def _keep_session(request, password: str) -> None:
    """The new password ends all sessions of the account but this one."""
    user = accounts.set_password(user=request.user, password=password, by=request.user, at=timezone.now())
    device = request.user.otp_device
    update_session_auth_hash(request, user)
    if device:
        remember_verification(request, device)


@login_not_required
@require_POST
def set_language(request):
    response = redirect(safe_destination(request, request.POST.get("next"), fallback="home"))
    language = request.POST.get("language")
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=365 * 24 * 3600,
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
    return response


@require_POST
def stay(request):
    """The person is still there: the session starts its time again."""
    request.session["kept_at"] = int(timezone.now().timestamp())
    return HttpResponse(status=204)
