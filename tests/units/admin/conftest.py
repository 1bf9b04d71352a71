"""An administrator with a second factor."""

import pytest
from django.utils import translation

from tests.architecture.conftest import rolled_back
from tests.factories.reform import moment
from tests.factories.units import grant, make_unit, make_user
from tests.units.admin.browsing import verified_client
from units.enums import Role
from units.models import Unit
from units.services.organisation import load_organisation


@pytest.fixture
def administrator(db):
    user = make_user(username="quantri")
    grant(user, Role.ADMINISTRATOR, make_unit("VKSND tối cao", kind="supreme"))
    return user


@pytest.fixture
def desk(administrator):
    return verified_client(administrator)


@pytest.fixture(scope="module")
def _shipped_organisation(django_db_setup, django_db_blocker):
    """Loaded once a module, in a transaction of its own: it costs seconds."""
    with django_db_blocker.unblock(), rolled_back():
        load_organisation(at=moment(1, 2))
        yield


@pytest.fixture
def shipped(db, _shipped_organisation):
    """The shipped units by their codes."""
    return {unit.code: unit for unit in Unit.objects.all()}


@pytest.fixture(autouse=True)
def _language_of_the_source():
    """Errors are put into words when they are read, which is after the answer."""
    with translation.override("en"):
        yield
