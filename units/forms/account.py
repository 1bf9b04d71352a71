"""What people type about their accounts."""

from __future__ import annotations

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.core import signing
from django.utils.translation import gettext_lazy as _
from django_otp.util import random_hex

_KEY_SALT = "units.account.second_factor_key"
_CODE_WIDGET = forms.TextInput(
    attrs={
        "inputmode": "numeric",
        "autocomplete": "one-time-code",
        "maxlength": "7",
        "class": "code-input",
        "autofocus": True,
    }
)


class LogInForm(AuthenticationForm):
    """One sentence for every refusal: it never tells whether an account exists."""

    error_messages = {
        "invalid_login": _("The user name or the password is not right."),
        "inactive": _("The user name or the password is not right."),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("User name")


class CodeForm(forms.Form):
    code = forms.CharField(label=_("Code of six digits"), min_length=6, max_length=7, widget=_CODE_WIDGET)

    def clean_code(self) -> str:
        """Apps show the code in two groups: a space between them is not an error."""
        code = self.cleaned_data["code"].replace(" ", "")
        if not (code.isascii() and code.isdecimal() and len(code) == 6):
            raise forms.ValidationError(_("The code has six digits."))
        return code


class SecondFactorForm(CodeForm):
    trust = forms.BooleanField(
        label=_("Do not ask again on this device"),
        required=False,
        help_text=_("Not on a computer that others use too."),
    )


class RegisterSecondFactorForm(CodeForm):
    """The secret travels in the form, signed: showing the page writes nothing."""

    key = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, user, **kwargs):
        self._salt = f"{_KEY_SALT}.{user.pk}"
        fresh = signing.TimestampSigner(salt=self._salt).sign(random_hex(20))
        super().__init__(*args, initial={"key": fresh}, **kwargs)

    @property
    def secret(self) -> str:
        """The secret in hex that this form shows; a new one if the old page was forged or is too old."""
        try:
            return self._unsigned(self["key"].value() or "")
        except signing.BadSignature:
            return self._unsigned(self.initial["key"])

    def clean_key(self) -> str:
        try:
            return self._unsigned(self.cleaned_data["key"])
        except signing.BadSignature:
            self.data = {**self.data.dict(), "key": self.initial["key"]}
            raise forms.ValidationError(_("The page is too old. Scan the new picture.")) from None

    def _unsigned(self, value: str) -> str:
        return signing.TimestampSigner(salt=self._salt).unsign(value, max_age=3600)


class NewPasswordForm(SetPasswordForm):
    """A password twice; Django's own checks of its strength."""


class ChangePasswordForm(PasswordChangeForm):
    """The present password, then the new one twice."""
