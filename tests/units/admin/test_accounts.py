"""Accounts: no password is typed, no right is taken by a forged field, links are handed over once."""

from datetime import date

import pytest
from django.test import Client

from tests.factories.units import grant, make_person, make_unit, make_user
from tests.units.admin.browsing import add_row, form_data, row_errors, verified_client
from units.models import AuditEntry, RoleGrant, User

ADD = "/admin/units/user/add/"


def change_url(user):
    return f"/admin/units/user/{user.pk}/change/"


def test_a_new_account_has_no_usable_password_and_must_set_one(desk):
    person, unit = make_person("Y Nguyên Êban"), make_unit()
    data = form_data(desk.get(ADD)) | {"username": "nguyeneban", "person": person.pk, "is_active": "on"}
    add_row(data, "role_grants", role="officer", unit=unit.pk, valid_from="01/01/2026")

    desk.post(ADD, data)

    account = User.objects.get(username="nguyeneban")
    assert (account.person, account.has_usable_password(), account.must_set_password) == (person, False, True)
    assert [(it.role, it.unit) for it in account.role_grants.all()] == [("officer", unit)]


FORGED = {
    "is_superuser": "on",
    "is_staff": "on",
    "password": "forged",
    "link_serial": "99",
    "is_sample": "on",
    "must_set_password": "",
    "groups": "1",
    "user_permissions": "1",
}


def test_forged_fields_change_nothing_but_what_the_form_offers(desk):
    account = make_user()
    columns = [field.name for field in User._meta.concrete_fields if field.name != "email"]
    before = User.objects.filter(pk=account.pk).values(*columns).get()
    data = form_data(desk.get(change_url(account))) | FORGED | {"email": "moi@example.vn"}

    response = desk.post(change_url(account), data)

    assert response.status_code == 302
    assert User.objects.filter(pk=account.pk).values(*columns).get() == before
    account.refresh_from_db()
    assert account.email == "moi@example.vn"
    assert (account.groups.count(), account.user_permissions.count()) == (0, 0)


def test_an_account_with_every_right_is_out_of_reach_of_an_administrator_by_role(desk):
    technical = make_user(is_superuser=True, is_staff=True)

    changed = desk.post(change_url(technical), {"username": "mine"})
    linked = desk.post(f"/admin/units/user/{technical.pk}/link/password/")

    assert (changed.status_code, linked.status_code) == (403, 403)
    technical.refresh_from_db()
    assert technical.link_serial == 0


@pytest.mark.parametrize("purpose", ["password", "second_factor"])
def test_a_one_time_link_is_shown_once_and_opens(desk, purpose):
    account = make_user()

    page = desk.post(f"/admin/units/user/{account.pk}/link/{purpose}/")

    link = page.context["link"]
    assert page.status_code == 200
    assert link in page.content.decode()
    assert Client().get(link, follow=True).status_code == 200
    assert link not in desk.get(change_url(account)).content.decode()


def test_a_link_is_never_made_by_following_an_address(desk):
    account = make_user()

    response = desk.get(f"/admin/units/user/{account.pk}/link/password/")

    account.refresh_from_db()
    assert (response.status_code, account.link_serial) == (405, 0)


def test_an_unknown_kind_of_link_is_refused_with_a_sentence(desk):
    account = make_user()

    response = desk.post(f"/admin/units/user/{account.pk}/link/everything/", follow=True)

    assert [str(message) for message in response.context["messages"]] == ["There is no such kind of link."]


def test_a_role_given_twice_at_the_same_time_is_refused_at_its_first_day(desk):
    account, unit = make_user(), make_unit()
    grant(account, "officer", unit, date(2026, 1, 1))
    data = form_data(desk.get(change_url(account)))
    add_row(data, "role_grants", role="officer", unit=unit.pk, valid_from="01/06/2026")

    response = desk.post(change_url(account), data)

    sentence = "The account has this role in this unit on these days."
    assert row_errors(response, "role_grants") == [{}, {"valid_from": [sentence]}]


def test_a_role_taken_away_is_named_in_the_chain(desk):
    account, unit = make_user(), make_unit()
    role = grant(account, "officer", unit, date(2026, 1, 1))
    data = form_data(desk.get(change_url(account))) | {"role_grants-0-DELETE": "on"}

    desk.post(change_url(account), data)

    assert RoleGrant.objects.filter(pk=role.pk).count() == 0
    assert f'"removed":["units.rolegrant:{role.pk}"]' in AuditEntry.objects.get().body


def test_the_chain_tells_of_the_change_only_if_the_change_was_made(desk):
    account = make_user()
    data = form_data(desk.get(change_url(account))) | {"username": ""}

    desk.post(change_url(account), data)

    assert AuditEntry.objects.count() == 0


def test_an_administrator_s_new_rights_hold_at_once(desk):
    account = make_user()
    client = verified_client(account)
    refused = client.get("/admin/").status_code
    data = form_data(desk.get(change_url(account)))
    add_row(data, "role_grants", role="administrator", unit=make_unit().pk, valid_from="01/01/2020")

    desk.post(change_url(account), data)

    assert (refused, client.get("/admin/").status_code) == (403, 200)
