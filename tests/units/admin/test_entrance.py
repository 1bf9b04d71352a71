"""Who may enter the admin, and what nobody may change there."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.test import Client
from django.utils import timezone

from tests.factories.units import grant, make_cluster, make_officer, make_unit, make_user, make_year
from tests.units.admin.browsing import verified_client
from units import audit
from units.admin.base import Evidence
from units.admin.site import site
from units.enums import Role
from units.models import AuditEntry, User

EVIDENCE = {
    "AuditEntry",
    "Credential",
    "Intake",
    "IssuedPaper",
    "Nomination",
    "Pact",
    "Registration",
    "Signature",
}


@pytest.fixture
def entry(administrator):
    return audit.record(kind="test", actor=administrator, subject=administrator, at=timezone.now())


def test_an_administrator_by_role_enters_without_being_staff(desk, administrator):
    assert desk.get("/admin/").status_code == 200
    assert (administrator.is_staff, administrator.is_superuser) == (False, False)


def test_the_role_ends_with_its_last_day(desk, administrator):
    administrator.role_grants.update(valid_to=timezone.localdate() - timedelta(days=1))

    assert desk.get("/admin/").status_code == 403


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_no_other_role_enters(db, role):
    officer = verified_client(make_officer(make_unit(), role))

    assert {officer.get(page).status_code for page in ("/admin/", "/admin/units/unit/")} == {403}


def test_without_the_second_factor_nobody_enters(administrator):
    client = Client()
    client.force_login(administrator, backend="units.backends.AccountBackend")

    assert client.get("/admin/").status_code == 302


def test_a_stranger_is_sent_to_the_one_log_in_page(db):
    response = Client().get("/admin/units/unit/")

    assert response.headers["location"] == "/log-in/?next=/admin/units/unit/"


def test_django_s_own_password_and_log_out_pages_do_not_exist(desk):
    pages = ("/admin/password_change/", "/admin/logout/")

    assert {desk.get(page).status_code for page in pages} == {404}


def test_only_our_own_nouns_are_on_the_site():
    labels = {model._meta.app_label for model in admin.site._registry}

    assert labels == {"units", "pacts", "awards"}


def test_evidence_is_exactly_what_is_read_only():
    read_only = {model.__name__ for model, page in site._registry.items() if isinstance(page, Evidence)}

    assert read_only == EVIDENCE


@pytest.mark.parametrize("is_superuser", [False, True])
def test_nobody_changes_or_deletes_evidence_by_a_forged_post(administrator, entry, is_superuser):
    User.objects.filter(pk=administrator.pk).update(is_superuser=is_superuser, is_staff=is_superuser)
    desk = verified_client(administrator)
    before = list(AuditEntry.objects.values())
    base = "/admin/units/auditentry/"
    forged = {"kind": "forged", "body": "{}", "hash": "0" * 64, "seq": entry.seq, "post": "yes"}

    pages = (f"{base}{entry.pk}/change/", f"{base}{entry.pk}/delete/", f"{base}add/")
    answers = {desk.post(page, forged).status_code for page in pages}

    assert answers == {403}
    assert list(AuditEntry.objects.values()) == before


def test_evidence_shows_no_field_to_fill_in(desk, entry):
    response = desk.get(f"/admin/units/auditentry/{entry.pk}/change/")

    assert response.status_code == 200
    assert list(response.context["adminform"].form.fields) == []


@pytest.mark.parametrize("noun", ["unit", "cluster", "person", "user", "emulationyear"])
def test_nothing_of_the_organisation_can_be_deleted(desk, administrator, noun):
    cluster = make_cluster(make_year(), [make_unit()])
    rows = {
        "unit": cluster.memberships.get().unit,
        "cluster": cluster,
        "person": administrator.person,
        "user": administrator,
        "emulationyear": cluster.year,
    }
    row = rows[noun]

    deleted = desk.post(f"/admin/units/{noun}/{row.pk}/delete/", {"post": "yes"})
    by_action = {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"}
    desk.post(f"/admin/units/{noun}/", by_action)

    assert deleted.status_code == 403
    assert type(row).objects.filter(pk=row.pk).exists()


def test_every_admin_page_carries_the_strict_policy(desk):
    for page in ("/admin/", "/admin/units/unit/", "/admin/units/unit/add/", "/admin/jsi18n/"):
        policy = desk.get(page).headers["Content-Security-Policy"]

        assert "script-src 'self';" in f"{policy};"
        assert "unsafe-inline" not in policy


def test_no_admin_page_carries_inline_script_or_style(desk):
    cluster = make_cluster(make_year(), [make_unit()])

    for page in ("/admin/", "/admin/units/unit/", f"/admin/units/cluster/{cluster.pk}/change/"):
        text = desk.get(page).content.decode()

        assert " style=" not in text
        assert "<style" not in text
        assert "onclick=" not in text


def test_a_grant_of_tomorrow_does_not_open_the_admin_today(db):
    user = make_user()
    grant(user, Role.ADMINISTRATOR, make_unit(), timezone.localdate() + timedelta(days=1))

    assert verified_client(user).get("/admin/").status_code == 403


def test_bytes_and_secrets_are_on_no_page():
    hidden = {"encrypted_key", "content", "image", "password", "link_serial", "certificate_pem"}
    shown = set()
    for page in site._registry.values():
        for field in page.fields or []:
            shown |= set(field if isinstance(field, tuple) else [field])
        shown |= set(page.list_display)

    assert shown & hidden == set()
