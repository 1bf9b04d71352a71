"""The organisation on which the walls are tried, made once a module and forgotten afterwards."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction

from tests.architecture.scene import Scene, make_scene


@contextmanager
def rolled_back() -> Iterator[None]:
    """Whatever happens inside leaves no row behind."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def scene(rows_of_module) -> Scene:
    return make_scene()  # once a module: the scene costs seconds, a cell milliseconds


@pytest.fixture
def _quiet() -> Iterator[None]:
    """Thousands of refusals are expected; telling of each costs more than trying it."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)
