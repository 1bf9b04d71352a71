"""Forms of the admin as a browser sends them."""

from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice


def verified_client(user):
    """A browser in which the account has passed its second factor."""
    device = TOTPDevice.objects.create(user=user, name="totp", confirmed=True)
    client = Client()
    # Sentences are compared in the language of the source.
    client.cookies["language"] = "en"
    client.force_login(user, backend="units.backends.AccountBackend")
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = device.persistent_id
    session.save()
    return client


def form_data(response):
    """What the browser would send if the shown form were submitted unchanged."""
    data = form_fields(response.context["adminform"].form)
    for wrapped in response.context["inline_admin_formsets"]:
        data |= form_fields(wrapped.formset.management_form)
        for form in wrapped.formset.forms:
            data |= form_fields(form)
    return data


def form_fields(form):
    """What the browser would send of one form."""
    shown = {}
    for field in form:
        value = field.value()
        if value is True:
            shown[field.html_name] = "on"
        elif value is not None and value is not False:
            shown[field.html_name] = (
                f"{value:%d/%m/%Y}" if hasattr(value, "strftime") else getattr(value, "pk", value)
            )
    return shown


def add_row(data, prefix, **values):
    """One more row of an inline table."""
    number = int(data[f"{prefix}-TOTAL_FORMS"])
    data[f"{prefix}-TOTAL_FORMS"] = number + 1
    data |= {f"{prefix}-{number}-{name}": value for name, value in values.items()}
    return number


def add_member(data, **values):
    """One more member unit, ticked as considered like the empty row that the page offers."""
    return add_row(data, "memberships", **{"is_considered": "on", **values})


def row_errors(response, prefix):
    """The sentences at the fields of an inline table, row by row."""
    formset = next(
        wrapped.formset
        for wrapped in response.context["inline_admin_formsets"]
        if wrapped.formset.prefix == prefix
    )
    return [
        {name: [str(error) for error in errors] for name, errors in form.errors.items()}
        for form in formset.forms
    ]
