import pytest
from django.utils import timezone

from tests.factories.awards import make_scene


@pytest.fixture(autouse=True)
def _accounts_are_set_up(settings):
    """Setting up an account is tested where it lives."""
    settings.SETUP_STEPS = []


@pytest.fixture
def scene(db):
    return make_scene(timezone.localdate())


@pytest.fixture
def as_user(client):
    """A browser in which the account is logged in."""

    def enter(user):
        client.force_login(user, backend="units.backends.AccountBackend")
        return client

    return enter
