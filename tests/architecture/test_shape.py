"""The shape of the code and of the tables, read off the code itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from awards import workflow as awards_workflow
from awards.enums import NominationStatus, RegistrationStatus
from awards.services import nominating, registering, submitting
from pacts import workflow as pacts_workflow
from pacts.enums import PactStatus
from pacts.services import freezing, recording, rounds
from units.checks import routes

ROOT = Path(__file__).resolve().parents[2]
APPS = ("units", "pacts", "awards", "config")
OURS = [model for model in apps.get_models() if model._meta.app_label in APPS]
# Each app may point to itself and to those before it.
BELOW = {"units": {"units"}, "pacts": {"units", "pacts"}, "awards": {"units", "pacts", "awards"}}

# What is larger than its budget, and why it is left so.
LARGE_MODULES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {
    "awards/views/registration.py:_context": "one dictionary for one template, no branch in it",
    "pacts/documents/authority.py:issue_certificate": "one chain of calls that says what a certificate holds",
}
LARGE_TEMPLATES: dict[str, str] = {}
# A moment that nobody causes, or whose cause is on another row.
MOMENTS_WITHOUT_A_PERSON = {
    "units.AuditEntry.at": "the actor stands beside it and is empty where nobody acted",
    "units.Notice.created_at": "caused by the act that the audit trail tells of",
    "units.Notice.read_at": "read by its recipient, who else",
    "pacts.Pact.in_force_at": "by itself, with the last signature",
    "pacts.PactParty.decided_at": "by the signer whom the row names",
    "pacts.PactParty.reminded_at": "by the head of the lead unit, or by the clock: the audit trail tells",
    "pacts.PaperRevision.created_at": "by the signature or the issue that made it",
    "pacts.Signature.time_stamped_at": "by the authority of time-stamps",
    "pacts.PactReading.read_at": "by the account that the row names",
    "pacts.Reservation.expires_at": "by the clock, a quarter of an hour after it was made",
    "pacts.Reservation.ended_at": "nobody, where its quarter of an hour ran out",
    "pacts.Credential.issued_at": "to the person whom the row names, who chose the PIN",
}


def sources() -> Iterator[Path]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


SOURCES = {name_of(path): path.read_text(encoding="utf-8") for path in sources()}
TREES = {name: ast.parse(text) for name, text in SOURCES.items()}
TEMPLATES = {
    name_of(path): path.read_text(encoding="utf-8") for path in sorted((ROOT / "templates").rglob("*.html"))
}


def relations() -> Iterator[tuple[str, models.Field]]:
    for model in OURS:
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
            if field.remote_field and not field.auto_created:
                yield f"{model._meta.label}.{field.name}", field


# --- tables


def test_relations_between_apps_point_down_only():
    wrong = [
        name
        for name, field in relations()
        if field.related_model._meta.app_label in APPS
        and field.related_model._meta.app_label not in BELOW[name.split(".")[0]]
    ]

    assert wrong == []


def test_nothing_is_deleted_because_something_else_is():
    wrong = [
        name
        for name, field in relations()
        if not field.many_to_many and field.remote_field.on_delete is not models.PROTECT
    ]

    assert wrong == []


def conditions(model: type[models.Model]) -> str:
    return " ".join(
        repr(one.condition) for one in model._meta.constraints if isinstance(one, models.CheckConstraint)
    )


def test_every_column_with_choices_is_held_to_them_by_the_database():
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in OURS
        for field in model._meta.local_fields
        if field.choices and f"('{field.name}__in', " not in conditions(model)
    ]

    assert wrong == []


def test_the_database_knows_every_choice():
    """A new value of an enum needs a migration of the constraint: both are compared as sets."""
    wrong = []
    for model in OURS:
        for field in model._meta.local_fields:
            for values in re.findall(rf"\('{field.name}__in', \[([^\]]*)\]\)", conditions(model)):
                known = set(re.findall(r"'([^']*)'", values))
                listed = {value for value, _label in field.choices or ()}
                # A constraint may also speak of some states only; one of them must name all.
                if known > listed:
                    wrong.append(f"{model._meta.label}.{field.name}: {sorted(known - listed)}")
            if field.choices and not any(
                set(re.findall(r"'([^']*)'", values)) == {value for value, _label in field.choices}
                for values in re.findall(rf"\('{field.name}__in', \[([^\]]*)\]\)", conditions(model))
            ):
                wrong.append(f"{model._meta.label}.{field.name}: not all choices")

    assert wrong == []


def test_a_moment_goes_with_a_person_both_or_neither():
    wrong = []
    for model in OURS:
        fields = {field.name: field for field in model._meta.local_fields}
        for name, field in fields.items():
            label = f"{model._meta.label}.{name}"
            if not isinstance(field, models.DateTimeField) or not re.search(r"(^|_)at$", name):
                continue
            if label in MOMENTS_WITHOUT_A_PERSON or label.startswith("units.User."):
                continue
            person = fields.get(name.removesuffix("_at") + "_by")
            if person is None:
                wrong.append(f"{label} has nobody beside it")
            elif field.null != person.null:
                wrong.append(f"{label}: one of the two may be empty")
            elif field.null and f"{name}__isnull" not in conditions(model):
                wrong.append(f"{label} may stand alone")

    assert wrong == []


def test_the_list_of_moments_without_a_person_is_not_longer_than_needed():
    fields = {f"{model._meta.label}.{field.name}" for model in OURS for field in model._meta.local_fields}

    assert sorted(set(MOMENTS_WITHOUT_A_PERSON) - fields) == []


def test_every_row_says_what_it_is():
    wrong = [model._meta.label for model in OURS if model.__str__ is models.Model.__str__]

    assert wrong == []


def test_no_table_has_an_order_of_its_own():
    wrong = [model._meta.label for model in OURS if model._meta.ordering]

    assert wrong == []


# --- sizes


def is_view(name: str) -> bool:
    return "/views/" in name


def over(sizes: dict[str, int], budget: int) -> dict[str, int]:
    return {name: size for name, size in sizes.items() if size > budget}


def lines(text: str) -> int:
    return len(text.splitlines())


def test_modules_are_small_enough_to_be_read_at_once():
    sizes = {name: lines(text) for name, text in SOURCES.items()}
    views = {name: size for name, size in sizes.items() if is_view(name)}

    assert sorted(over(sizes, 300) | over(views, 200)) == sorted(LARGE_MODULES)


def test_templates_are_small_enough_to_be_read_at_once():
    found = over({name: lines(text) for name, text in TEMPLATES.items()}, 120)

    assert sorted(found) == sorted(LARGE_TEMPLATES)


def test_functions_are_short():
    sizes = {
        f"{name}:{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }

    assert sorted(over(sizes, 45)) == sorted(LONG_FUNCTIONS)


@pytest.mark.parametrize("reasons", [LARGE_MODULES, LONG_FUNCTIONS, LARGE_TEMPLATES])
def test_every_exception_carries_its_reason(reasons):
    assert [name for name, reason in reasons.items() if len(reason) < 10] == []


# --- openings for an attacker


@pytest.mark.parametrize("word", ["mark_safe", "csrf_exempt", "SafeString", "RawSQL"])
def test_a_dangerous_name_is_never_used(word):
    wrong = [
        name
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Name) and node.id == word)
        or (isinstance(node, ast.Attribute) and node.attr == word)
        or (isinstance(node, ast.alias) and node.name == word)
    ]

    assert wrong == []


@pytest.mark.parametrize("word", ["raw", "extra"])
def test_queries_are_written_by_the_framework(word):
    wrong = [
        f"{name}:{node.lineno}"
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == word
    ]

    assert wrong == []


def test_a_form_names_its_fields():
    wrong = [
        name for name, text in SOURCES.items() if re.search(r"fields\s*=\s*['\"]__all__|\bexclude\s*=", text)
    ]

    assert wrong == []


@pytest.mark.parametrize("pattern", [r"\|\s*safe\b", r"autoescape\s+off", r"\|\s*safeseq\b"])
def test_templates_escape_whatever_they_show(pattern):
    wrong = [name for name, text in TEMPLATES.items() if re.search(pattern, text)]

    assert wrong == []


def test_no_request_is_unpacked_into_a_query():
    wrong = [name for name, text in SOURCES.items() if re.search(r"\*\*request\.(POST|GET)", text)]

    assert wrong == []


def test_the_public_pages_are_those_that_settings_list():
    public = {name for name, view in routes() if not getattr(view, "login_required", True)}

    assert public == set(settings.PUBLIC_ROUTES)


# --- moves

WORKFLOWS = {
    "pact": (pacts_workflow.MOVES, pacts_workflow.TERMINAL, PactStatus),
    "registration": (
        awards_workflow.REGISTRATION_MOVES, awards_workflow.REGISTRATION_TERMINAL, RegistrationStatus,
    ),
    "nomination": (awards_workflow.NOMINATION_MOVES, awards_workflow.NOMINATION_TERMINAL, NominationStatus),
}  # fmt: skip
# The function that makes the move; a move that happens by itself is made by the service that causes it.
SERVICES = {
    ("pact", "freeze"): freezing.freeze,
    ("pact", "open_signing"): rounds.open_signing,
    ("pact", "withdraw"): rounds.withdraw,
    ("pact", "void"): rounds.void,
    ("pact", "enter_into_force"): recording._enter_into_force_when_complete,
    ("registration", "send_to_head"): registering.send_to_head,
    ("registration", "send_back"): registering.send_back,
    ("registration", "submit"): registering.submit,
    ("registration", "return"): registering.return_,
    ("registration", "accept"): registering.accept,
    ("nomination", "submit"): submitting.issue_submission,
    ("nomination", "withdraw"): nominating.withdraw,
}


@pytest.mark.parametrize("name", WORKFLOWS)
def test_every_state_is_left_by_a_move_or_is_a_last_one(name):
    moves, terminal, states = WORKFLOWS[name]

    assert {move.source for move in moves} | terminal == set(states)
    assert not {move.source for move in moves} & terminal


@pytest.mark.parametrize("name", WORKFLOWS)
def test_every_state_but_the_first_is_reached_by_a_move(name):
    moves, _terminal, states = WORKFLOWS[name]

    assert {move.target for move in moves} | {moves[0].source} == set(states)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_move_with_one_name_from_one_state_is_one_move(name):
    moves, _terminal, _states = WORKFLOWS[name]
    begun = [(move.name, move.source) for move in moves]

    assert len(begun) == len(set(begun))


def test_every_move_has_a_service_function_of_its_own():
    moves = {(name, move.name) for name, (table, *_rest) in WORKFLOWS.items() for move in table}

    assert moves == set(SERVICES)
    assert len(set(SERVICES.values())) == len(SERVICES)
