"""Every route × role × method × object answers as the matrix says and is harmless; a route without a row fails."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.architecture import matrix as m
from tests.architecture.calling import body, call, outcome
from tests.architecture.headers import faults
from units.admin.site import site

# The scene opens its own transaction; the mark says that a database is needed at all.
pytestmark = pytest.mark.django_db
RECORD = Path(__file__).resolve().parents[2] / "var" / "matrix.json"


def test_every_route_has_a_row_and_every_row_a_route():
    assert sorted(m.routes()) == sorted(m.MATRIX)


def test_every_noun_of_the_administration_is_either_kept_or_only_read_there():
    registered = {f"{model._meta.app_label}_{model._meta.model_name}" for model in site._registry}

    assert registered == m.KEPT_IN_ADMIN | m.READ_IN_ADMIN | m.UPLOADED_IN_ADMIN
    assert not m.KEPT_IN_ADMIN & m.READ_IN_ADMIN


@pytest.mark.parametrize("route", sorted(m.MATRIX))
@pytest.mark.urls("tests.architecture.urls")
@pytest.mark.usefixtures("_quiet")
def test_each_cell_answers_as_the_matrix_says_with_all_headers_and_nothing_inline(scene, route):
    wrong, missing = [], {}

    for cell in m.cells(route):
        response = call(scene, cell)
        found, wanted = outcome(response), m.expected(cell)
        name = f"{cell.role} {cell.method} {cell.kind} {cell.object}"
        if found != wanted:
            wrong.append(f"{name}: {found}, not {wanted}")
        wrong += [f"{name}: {fault}" for fault in faults(response)]
        if found == m.NOT_FOUND:
            key = (cell.role, cell.method, cell.kind)
            page = body(response, scene.url(cell))
            # The missing object comes first: a hidden one must be the same page to the last byte.
            if page != missing.setdefault(key, page):
                wrong.append(f"{name}: the page differs")

    assert wrong == []


def test_the_size_of_the_matrix_is_recorded():
    cells = [cell for route in m.MATRIX for cell in m.cells(route)]
    size = {
        "routes": len(m.MATRIX),
        "roles": len(m.ROLES),
        "methods": len(m.METHODS),
        "routes_x_roles": len(m.MATRIX) * len(m.ROLES),
        "cells": len(cells),
        "cells_with_a_foreign_or_missing_object": sum(
            cell.object in (m.SAME, m.OTHER, m.ABROAD, m.MIXED, m.MISSING) for cell in cells
        ),
    }

    RECORD.parent.mkdir(exist_ok=True)
    RECORD.write_text(json.dumps(size, indent=2) + "\n", encoding="utf-8")

    assert len(set(cells)) == size["cells"]
