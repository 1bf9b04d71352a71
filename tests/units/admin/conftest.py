"""An administrator with a second factor."""

import pytest

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
