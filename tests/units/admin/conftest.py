"""An administrator with a second factor."""

import pytest
from django.utils import translation

from tests.factories.units import grant, make_unit, make_user
from tests.units.admin.browsing import verified_client
from units.enums import Role


@pytest.fixture
def administrator(db):
    user = make_user(username="quantri")
    grant(user, Role.ADMINISTRATOR, make_unit("VKSND tối cao", kind="supreme"))
    return user


@pytest.fixture
def desk(administrator):
    return verified_client(administrator)


@pytest.fixture(autouse=True)
def _language_of_the_source():
    """Errors are put into words when they are read, which is after the answer."""
    with translation.override("en"):
        yield
