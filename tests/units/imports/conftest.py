"""Lists are uploaded at the desk of an administrator."""

from tests.units.admin.conftest import administrator, desk

__all__ = ["administrator", "desk"]
