"""Entering: what a person meets between the log-in page and the first page."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.factories.units import (
    PASSWORD,
    client_of,
    head_of,
    make_device,
    make_officer,
    make_unit,
    make_user,
)
from units.models import AuditEntry, User

NEW = "một mật khẩu khác hẳn"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_old_attempts():
    cache.clear()


def log_in(client: Client, username: str, password: str = PASSWORD, **extra):
    return client.post("/log-in/", {"username": username, "password": password, **extra})


def code_of(device, steps: int = 0) -> str:
    return f"{totp(device.bin_key, t0=-30 * steps):06d}"


def test_an_officer_enters_with_name_and_password(client):
    officer = make_officer(make_unit(), password=PASSWORD)

    response = log_in(client, officer.username)

    assert (response.status_code, response["Location"]) == (302, "/")


def test_the_person_lands_where_he_or_she_was_going(client):
    officer = make_officer(make_unit(), password=PASSWORD)

    response = log_in(client, officer.username, next="/inbox/?page=2")

    assert response["Location"] == "/inbox/?page=2"


@pytest.mark.parametrize(
    "evil", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil.example"]
)
def test_nobody_is_sent_to_another_site(client, evil):
    officer = make_officer(make_unit(), password=PASSWORD)

    assert log_in(client, officer.username, next=evil)["Location"] == "/"


def test_every_refusal_reads_the_same(client):
    right = make_officer(make_unit(), password=PASSWORD)
    closed = make_officer(make_unit(), password=PASSWORD, is_active=False)
    attempts = [(right.username, "wrong"), (closed.username, PASSWORD), ("nobody", PASSWORD)]

    errors = [log_in(client, name, password).context["form"].errors for name, password in attempts]

    assert errors[0] == errors[1] == errors[2]
    assert list(errors[0]) == ["__all__"]


def test_the_tenth_wrong_password_is_told_to_wait(client):
    officer = make_officer(make_unit(), password=PASSWORD)
    for _attempt in range(10):
        response = log_in(client, officer.username, "wrong")

    right = log_in(client, officer.username)

    assert (response.status_code, right.status_code) == (429, 429)
    assert "_auth_user_id" not in client.session


def test_a_logged_out_person_sees_nothing_any_more():
    client = client_of(make_officer(make_unit()))

    client.post("/log-out/")

    assert client.get("/")["Location"] == "/log-in/?next=/"


@pytest.mark.parametrize("path", ["/log-out/", "/account/stay/", "/language/"])
def test_looking_at_an_address_changes_nothing(path):
    assert client_of(make_officer(make_unit())).get(path).status_code == 405


def test_a_head_is_asked_for_the_code_before_every_page(client):
    head = head_of(make_unit(), password=PASSWORD)
    make_device(head)
    log_in(client, head.username)

    for path in ("/", "/inbox/", "/account/", "/account/password/", "/account/totp/", "/admin/"):
        assert client.get(path)["Location"].startswith("/second-factor/"), path


def test_the_right_code_opens_the_pages(client):
    voter = make_officer(make_unit(), "council_member", password=PASSWORD)
    device = make_device(voter)
    log_in(client, voter.username)

    response = client.post("/second-factor/", {"code": code_of(device), "next": "/inbox/"})

    assert response["Location"] == "/inbox/"
    assert client.get("/account/").status_code == 200


def test_a_code_works_once(client):
    head = head_of(make_unit(), password=PASSWORD)
    device = make_device(head)
    code = code_of(device)
    log_in(client, head.username)
    client.post("/second-factor/", {"code": code})
    client.post("/log-out/")
    log_in(client, head.username)

    response = client.post("/second-factor/", {"code": code})

    assert list(response.context["form"].errors) == ["code"]


@pytest.mark.parametrize("code", ["", "12345", "abcdef", "1234567", "１２３４５６"])
def test_a_code_of_another_shape_gets_a_sentence(code):
    head = head_of(make_unit())
    make_device(head)

    response = client_of(head).post("/second-factor/", {"code": code})

    assert list(response.context["form"].errors) == ["code"]


def test_only_the_third_wrong_code_is_called_too_many():
    head = head_of(make_unit())
    device = make_device(head)
    client = client_of(head)
    wrong = f"{(int(code_of(device)) + 1) % 10**6:06d}"
    said = []
    for failures in range(4):
        TOTPDevice.objects.filter(pk=device.pk).update(
            throttling_failure_count=failures, throttling_failure_timestamp=timezone.now()
        )
        form = client.post("/second-factor/", {"code": wrong}).context["form"]
        said.append(form.errors["code"][0])

    plain = "Mã không đúng hoặc đã dùng; chờ mã mới rồi nhập lại."
    assert said[:3] == [plain] * 3
    assert said[3] != plain


def test_after_a_wrong_code_even_the_right_one_must_wait():
    head = head_of(make_unit())
    device = make_device(head)
    client = client_of(head)
    wrong = f"{(int(code_of(device)) + 1) % 10**6:06d}"
    client.post("/second-factor/", {"code": wrong})
    client.post("/second-factor/", {"code": wrong})

    response = client.post("/second-factor/", {"code": code_of(device)})

    assert list(response.context["form"].errors) == ["code"]


def test_a_trusted_device_is_not_asked_again_until_the_second_factor_changes(client):
    voter = make_officer(make_unit(), "council_member", password=PASSWORD)
    device = make_device(voter)
    log_in(client, voter.username)
    client.post("/second-factor/", {"code": code_of(device), "trust": "on"})
    client.post("/log-out/")

    log_in(client, voter.username)
    assert client.get("/account/").status_code == 200

    device.delete()
    make_device(voter)
    client.post("/log-out/")
    log_in(client, voter.username)
    assert client.get("/account/")["Location"].startswith("/second-factor/")


def test_the_trust_of_one_account_lets_no_other_in(client):
    head, other = head_of(make_unit(), password=PASSWORD), head_of(make_unit(), password=PASSWORD)
    device = make_device(head)
    make_device(other)
    log_in(client, head.username)
    client.post("/second-factor/", {"code": code_of(device), "trust": "on"})
    client.post("/log-out/")
    client.cookies[f"trusted_{other.pk}"] = client.cookies[f"trusted_{head.pk}"].value

    log_in(client, other.username)

    assert client.get("/account/")["Location"].startswith("/second-factor/")


def test_the_first_password_must_be_replaced_and_ends_other_sessions():
    officer = make_officer(make_unit(), password=PASSWORD, must_set_password=True)
    here, elsewhere = client_of(officer), client_of(officer)
    assert here.get("/inbox/")["Location"] == "/account/password/?next=%2Finbox%2F"

    response = here.post(
        "/account/password/", {"new_password1": NEW, "new_password2": NEW, "next": "/inbox/"}
    )

    assert response["Location"] == "/inbox/"
    assert User.objects.get(pk=officer.pk).check_password(NEW)
    assert here.get("/inbox/").status_code == 200
    assert elsewhere.get("/inbox/")["Location"].startswith("/log-in/")


@pytest.mark.parametrize("weak", ["short", "password123", "1234567890"])
def test_a_weak_password_is_refused_with_reasons(weak):
    officer = make_officer(make_unit(), password=PASSWORD, must_set_password=True)

    response = client_of(officer).post("/account/password/", {"new_password1": weak, "new_password2": weak})

    assert "new_password2" in response.context["form"].errors
    assert User.objects.get(pk=officer.pk).must_set_password


def test_a_voter_registers_the_second_factor_that_the_page_shows():
    voter = make_officer(make_unit(), "council_member")
    client = client_of(voter)
    form = client.get("/account/totp/").context["form"]
    code = f"{totp(bytes.fromhex(form.secret)):06d}"

    response = client.post("/account/totp/", {"key": form["key"].value(), "code": code})

    assert response.status_code == 302
    assert client.get("/account/").status_code == 200
    assert AuditEntry.objects.get().kind == "account_second_factor_registered"


def test_showing_the_secret_writes_nothing(django_assert_num_queries):
    head = head_of(make_unit())
    client = client_of(head)

    client.get("/account/totp/")

    assert not head.totpdevice_set.exists()


def test_a_secret_that_the_page_did_not_make_is_refused():
    head = head_of(make_unit())
    key = "12" * 20

    response = client_of(head).post("/account/totp/", {"key": key, "code": f"{totp(bytes.fromhex(key)):06d}"})

    assert list(response.context["form"].errors) == ["key"]
    assert not head.totpdevice_set.exists()


def test_changing_the_password_needs_the_present_one():
    officer = make_officer(make_unit(), password=PASSWORD)

    response = client_of(officer).post(
        "/account/", {"old_password": "wrong", "new_password1": NEW, "new_password2": NEW}
    )

    assert list(response.context["form"].errors) == ["old_password"]
    assert User.objects.get(pk=officer.pk).check_password(PASSWORD)


def test_changing_the_password_keeps_this_session_and_its_second_factor():
    voter = make_officer(make_unit(), "council_member", password=PASSWORD)
    client = client_of(voter, make_device(voter))

    client.post("/account/", {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW})

    assert client.get("/account/").status_code == 200
    assert User.objects.get(pk=voter.pk).check_password(NEW)


def test_the_language_is_the_one_chosen_here_and_not_the_browsers(client):
    preferred = client.get("/log-in/", headers={"accept-language": "en"})
    client.post("/language/", {"language": "en", "next": "/log-in/"})
    chosen = client.get("/log-in/", headers={"accept-language": "vi"})

    assert (preferred["Content-Language"], chosen["Content-Language"]) == ("vi", "en")


def test_a_language_that_does_not_exist_is_ignored(client):
    client.post("/language/", {"language": "xx"})
    client.cookies["language"] = "../../en"

    assert client.get("/log-in/")["Content-Language"] == "vi"


def test_a_rehearsal_shows_the_codes_of_sample_accounts_only(client):
    sample = head_of(make_unit(), password=PASSWORD, is_sample=True, username="mau")
    real = head_of(make_unit(), password=PASSWORD, username="that")
    device = make_device(sample)
    make_device(real)

    page = client.get("/log-in/")
    log_in(client, "that")
    asked = client.get("/second-factor/")

    assert [(account.username, account.code) for account in page.context["samples"]] == [
        ("mau", code_of(device))
    ]
    assert asked.context["sample_code"] == ""


def test_the_code_of_a_sample_account_is_one_that_still_works(client):
    sample = head_of(make_unit(), password=PASSWORD, is_sample=True)
    device = make_device(sample)
    log_in(client, sample.username)
    client.post("/second-factor/", {"code": code_of(device)})
    client.post("/log-out/")
    log_in(client, sample.username)

    shown = client.get("/second-factor/").context["sample_code"]
    response = client.post("/second-factor/", {"code": shown})

    assert response["Location"] == "/"


def test_without_sample_accounts_none_is_listed(client, settings):
    settings.ALLOW_SAMPLE_ACCOUNTS = False
    make_device(head_of(make_unit(), password=PASSWORD, is_sample=True))

    page = client.get("/log-in/")

    assert page.context["samples"] == []


def test_the_code_of_an_account_that_is_no_sample_is_never_shown(client):
    user = head_of(make_unit(), password=PASSWORD)
    make_device(user)

    log_in(client, user.username)

    assert client.get("/second-factor/").context["sample_code"] == ""


def test_staying_starts_the_time_of_the_session_again():
    client = client_of(make_user())

    assert client.post("/account/stay/").status_code == 204
    assert "kept_at" in client.session
