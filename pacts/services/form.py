"""Nothing leaves the house with a fault of form."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from pacts.documents.inspection import inspect


def check_form(pdf: bytes, paper: Any) -> None:
    """What the inspector finds on the finished paper is listed, with its place; warnings refuse nothing."""
    faults = [found for found in inspect(pdf, paper) if not found.is_warning]
    if faults:
        raise ValidationError([f"{fault.place}: {fault.words}" for fault in faults])
