"""The start-up checks fail in every shape that they are there for."""

import pytest
from django.conf import settings as project

from units import checks


def ids(messages) -> list[str]:
    return [message.id for message in messages]


def test_the_project_as_it_is_passes():
    found = [
        *checks.guards_stand_in_order(None),
        *checks.public_pages_are_listed(None),
        *checks.no_sample_accounts_in_production(None),
        *checks.sqlite_takes_its_lock_first(None),
    ]

    assert ids(found) == []


@pytest.mark.parametrize("guard", checks.GUARDS)
def test_a_missing_guard_is_found(settings, guard):
    settings.MIDDLEWARE = [name for name in project.MIDDLEWARE if name != guard]

    assert ids(checks.guards_stand_in_order(None)) == ["units.E001"]


def test_guards_in_another_order_are_found(settings):
    settings.MIDDLEWARE = list(reversed(project.MIDDLEWARE))

    assert ids(checks.guards_stand_in_order(None)) == ["units.E001"]


@pytest.mark.parametrize(
    "listed", [project.PUBLIC_ROUTES[1:], [*project.PUBLIC_ROUTES, "home"]], ids=["opened", "closed"]
)
def test_a_public_page_that_is_not_listed_is_found_and_so_is_the_reverse(settings, listed):
    settings.PUBLIC_ROUTES = listed

    assert ids(checks.public_pages_are_listed(None)) == ["units.E002"]


def test_sample_accounts_in_production_are_found(settings):
    settings.ALLOW_SAMPLE_ACCOUNTS = True
    settings.SECURE_SSL_REDIRECT = True

    assert ids(checks.no_sample_accounts_in_production(None)) == ["units.E003"]


@pytest.mark.filterwarnings("ignore:Overriding setting DATABASES")  # nothing connects in this test
def test_sqlite_without_immediate_transactions_is_found(settings):
    settings.DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "OPTIONS": {}}}

    assert ids(checks.sqlite_takes_its_lock_first(None)) == ["units.E004"]
