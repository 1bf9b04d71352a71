"""Who may do what on every route: the permission matrix, written by hand, apart from the code it judges.

A row says what a route takes, and for GET and POST what happens and for whom. The rest is the same
everywhere: a stranger is sent to the log-in page, a method that is not named is 405, an object that the
account may not see is 404 like a missing one, and who sees it but may not act is 403.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.urls import URLPattern, URLResolver, get_resolver

ALLOW, REDIRECT, LOGIN = "allow", "redirect", "login"
FORBIDDEN, NOT_FOUND, WRONG_METHOD = "403", "404", "405"

STRANGER, NO_ROLE = "stranger", "no_role"
OFFICER, NEIGHBOUR, FAR, LEAD_OFFICER = "officer", "neighbour_officer", "far_officer", "lead_officer"
HEAD, DEPUTY, LEAD_HEAD = "head", "deputy", "lead_head"
CENTRAL, COUNCIL, ADMINISTRATOR = "central_officer", "council_member", "administrator"
OUTSIDE = "outside"
ROLES = (
    STRANGER, NO_ROLE, OFFICER, NEIGHBOUR, FAR, LEAD_OFFICER, HEAD, DEPUTY, LEAD_HEAD, CENTRAL, COUNCIL,
    ADMINISTRATOR, OUTSIDE,
)  # fmt: skip
METHODS = ("GET", "POST", "PUT", "DELETE")

EVERYBODY = frozenset(ROLES)
ACCOUNTS = EVERYBODY - {STRANGER}
READERS = frozenset({CENTRAL, COUNCIL, ADMINISTRATOR})
OWN_UNIT = frozenset({OFFICER, HEAD, DEPUTY})
OFFICERS = frozenset({OFFICER, NEIGHBOUR, FAR, LEAD_OFFICER})
LEAD = frozenset({LEAD_OFFICER, LEAD_HEAD})
CLUSTER = OWN_UNIT | LEAD | {NEIGHBOUR}
INSIDE = ACCOUNTS - {OUTSIDE}
WITH_SECOND_FACTOR = frozenset({HEAD, LEAD_HEAD, COUNCIL, ADMINISTRATOR})
NOBODY: frozenset[str] = frozenset()

# Objects: of the own unit or its cluster, of another unit of the cluster, of another cluster, of the
# cluster outside the procuracy, a part under the wrong whole, and one that does not exist.
OWN, SAME, OTHER, ABROAD, MIXED, MISSING = "own", "same_cluster", "other", "abroad", "mixed", "missing"

_PACT = {OWN: CLUSTER | READERS, OTHER: READERS | {FAR}, MISSING: NOBODY}
_PART = {**_PACT, MIXED: NOBODY}
_UNSENT = {OWN: OWN_UNIT, SAME: frozenset({NEIGHBOUR}), OTHER: frozenset({FAR}), MISSING: NOBODY}
_SENT = {
    OWN: OWN_UNIT | LEAD | READERS,
    SAME: LEAD | READERS | {NEIGHBOUR},
    OTHER: READERS | {FAR},
    MISSING: NOBODY,
}
# Which accounts find which object: the only place where visibility is written down for the tests.
SEES: dict[str, dict[str, frozenset[str]]] = {
    "cluster": {OWN: INSIDE, OTHER: INSIDE, ABROAD: ACCOUNTS, MISSING: NOBODY},
    "unit": {OWN: INSIDE, SAME: INSIDE, OTHER: INSIDE, ABROAD: ACCOUNTS, MISSING: NOBODY},
    "person": {OWN: INSIDE, OTHER: INSIDE, ABROAD: ACCOUNTS, MISSING: NOBODY},
    "rollup": {OWN: LEAD | READERS, OTHER: READERS, ABROAD: READERS, MISSING: NOBODY},
    "pact:draft": _PACT,
    "pact:frozen": _PACT,
    "pact:void": _PACT,
    "pact:board": _PACT,
    "pact:consulting": _PACT,
    "pact:in_force": _PACT,
    # A comment is read by all of the cluster, and changed by its unit only.
    "comment": _PACT,
    # The page to sign is for those who sign for a party by the record of the day.
    "pact:signing": {OWN: frozenset({HEAD, LEAD_HEAD}), OTHER: NOBODY, MISSING: NOBODY},
    "conference": _PACT,
    "agenda_item": _PART,
    "attendee": _PART,
    "clause": _PART,
    "target": _PART,
    "pact_movement": _PART,
    "paper": _PACT,
    "paper:finished": _PACT,
    "paper_page": _PART,
    "paper_scan": _PART,
    "notice": {OWN: frozenset({OFFICER}), OTHER: frozenset({FAR}), MISSING: NOBODY},
    "link": {OWN: EVERYBODY, MISSING: EVERYBODY},
    "membership": _UNSENT,
    "registration:draft": _UNSENT,
    "registration:for_approval": _UNSENT,
    "registration:submitted": _SENT,
    "registration:accepted": _SENT,
    "item": _UNSENT,
    "nomination": _UNSENT,
    "nomination_initiative": _UNSENT,
    "nomination_title": _UNSENT,
    "admin_object": {OWN: EVERYBODY, MISSING: EVERYBODY},
}


@dataclass(frozen=True, slots=True)
class Rule:
    """What a method does for whom; `instead` names accounts for which something else happens."""

    then: str = ALLOW
    by: frozenset[str] = EVERYBODY
    instead: dict[str, str] = field(default_factory=dict)
    missing: str = NOT_FOUND
    # Whoever acts for the own cluster finds others, and may not act there.
    only_own: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    takes: tuple[str, ...] = ()
    get: Rule | None = None
    post: Rule | None = None
    is_public: bool = False
    # Django admin answers a stranger at its own door before it looks at the method.
    always: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cell:
    route: str
    role: str
    method: str
    kind: str = ""
    object: str = ""


def _all(*roles_and_outcome: tuple[frozenset[str], str]) -> dict[str, str]:
    return {role: outcome for roles, outcome in roles_and_outcome for role in roles}


_PAGE = Row(get=Rule())
_READY = Rule(REDIRECT)  # the account has this already
_EDIT = {"get": Rule(by=LEAD), "post": Rule(REDIRECT, by=LEAD)}
_MOVE = Rule(REDIRECT, by=frozenset({LEAD_HEAD}))
# Members comment, and who supervises for the organiser; the lead unit answers, administrators only read.
_COMMENT = OWN_UNIT | {NEIGHBOUR, FAR, CENTRAL, COUNCIL}
_AUTHORS = OWN_UNIT | {FAR}

MATRIX: dict[str, Row] = {
    # --- entering and leaving
    "log_in": Row(
        is_public=True,
        get=Rule(REDIRECT, instead={STRANGER: ALLOW}),
        post=Rule(REDIRECT),
    ),
    "log_out": Row(post=Rule(REDIRECT)),
    "second_factor": Row(get=_READY, post=_READY),
    "account": Row(get=Rule(), post=Rule(REDIRECT)),
    "account_setup_password": Row(get=_READY, post=_READY),
    "account_setup_totp": Row(
        get=Rule(instead=_all((WITH_SECOND_FACTOR, REDIRECT))),
        post=Rule(instead=_all((WITH_SECOND_FACTOR, REDIRECT))),
    ),
    "account_link": Row(
        takes=("link",), is_public=True, get=Rule(missing="410"), post=Rule(REDIRECT, missing="410")
    ),
    "stay": Row(post=Rule()),
    "set_language": Row(is_public=True, post=Rule(REDIRECT)),
    "credential_setup": Row(get=_READY, post=_READY),
    # --- what waits, what was told
    "home": _PAGE,
    "inbox": _PAGE,
    "inbox_read": Row(post=Rule(REDIRECT)),
    "notice": Row(takes=("notice",), post=Rule(REDIRECT)),
    # --- looking up
    "clusters": _PAGE,
    "cluster": Row(takes=("cluster",), get=Rule()),
    "units": _PAGE,
    "unit": Row(takes=("unit",), get=Rule()),
    "person": Row(takes=("person",), get=Rule()),
    "search": _PAGE,
    # --- pacts
    "pacts": _PAGE,
    "pact": Row(takes=("pact:draft", "pact:frozen", "pact:void"), get=Rule()),
    "pact_board": Row(takes=("pact:board",), get=Rule()),
    "pact_preview": Row(takes=("pact:draft",), get=Rule()),
    "pact_inspection": Row(takes=("pact:draft",), get=Rule()),
    "pact_comments": Row(takes=("pact:draft", "pact:consulting"), get=Rule()),
    "pact_comments_send_out": Row(takes=("pact:consulting",), post=Rule(REDIRECT, by=LEAD)),
    "pact_comments_end": Row(takes=("pact:consulting",), post=_MOVE),
    "pact_comments_overrule": Row(takes=("pact:consulting",), post=_MOVE),
    "pact_comments_answer": Row(takes=("pact:consulting",), **_EDIT),
    "pact_comments_table": Row(takes=("pact:consulting",), get=Rule()),
    "pact_comments_table_file": Row(takes=("pact:consulting",), get=Rule()),
    "pact_comments_agree": Row(takes=("pact:consulting",), post=Rule(REDIRECT, by=_COMMENT)),
    "comment_new": Row(takes=("pact:consulting",), get=Rule(by=_COMMENT), post=Rule(REDIRECT, by=_COMMENT)),
    "comment": Row(takes=("comment",), get=Rule(by=_AUTHORS), post=Rule(REDIRECT, by=_AUTHORS)),
    "comment_take_back": Row(takes=("comment",), post=Rule(REDIRECT, by=_AUTHORS)),
    "pact_compare": Row(takes=("pact:draft", "pact:frozen", "pact:void"), get=Rule()),
    "pact_compare_pdf": Row(takes=("pact:draft",), get=Rule()),
    "pact_compare_word": Row(takes=("pact:draft",), get=Rule()),
    "pact_keep": Row(takes=("pact:draft",), post=Rule(REDIRECT, by=LEAD)),
    "pact_read": Row(takes=("pact:draft", "pact:frozen"), post=Rule(REDIRECT)),
    "pact_start": Row(
        takes=("cluster",),
        get=Rule(by=LEAD, only_own=True),
        post=Rule(REDIRECT, by=LEAD, only_own=True),
    ),
    "pact_start_again": Row(takes=("pact:void",), post=_MOVE),
    "pact_amend": Row(takes=("pact:in_force",), post=_EDIT["post"]),
    "pact_consolidated": Row(takes=("pact:in_force", "pact:draft"), get=Rule()),
    "pact_freeze": Row(takes=("pact:draft",), post=_MOVE),
    "pact_open": Row(takes=("pact:frozen",), post=_MOVE),
    # A member has signed: the round can only be made void.
    "pact_withdraw": Row(takes=("pact:board",), post=Rule("422", by=frozenset({LEAD_HEAD}))),
    "pact_extend": Row(takes=("pact:board",), post=_MOVE),
    "pact_remind": Row(takes=("pact:board",), post=_MOVE),
    "pact_void": Row(takes=("pact:frozen",), post=_MOVE),
    "pact_edit": Row(takes=("pact:draft",), get=Rule(by=LEAD)),
    "pact_text": Row(takes=("pact:draft",), **_EDIT),
    "pact_legal_bases": Row(takes=("pact:draft",), **_EDIT),
    "clause_new": Row(takes=("pact:draft",), **_EDIT),
    "clause": Row(takes=("clause",), **_EDIT),
    "clause_move": Row(takes=("clause",), post=_EDIT["post"]),
    "clause_section": Row(takes=("clause",), **_EDIT),
    "clause_remove": Row(takes=("clause",), post=_EDIT["post"]),
    "target_new": Row(takes=("clause",), **_EDIT),
    "target_move": Row(takes=("target",), post=_EDIT["post"]),
    "pact_movements": Row(takes=("pact:draft",), **_EDIT),
    "pact_movement_move": Row(takes=("pact_movement",), post=_EDIT["post"]),
    "pact_preview_picture": Row(takes=("pact:draft",), get=Rule()),
    "target": Row(takes=("target",), **_EDIT),
    "target_remove": Row(takes=("target",), post=_EDIT["post"]),
    "pact_sign": Row(takes=("pact:signing",), get=Rule(), post=Rule(REDIRECT)),
    "pact_decline": Row(takes=("pact:signing",), post=Rule(REDIRECT)),
    "pact_take_back": Row(takes=("pact:signing",), post=Rule(REDIRECT)),
    "pact_outside": Row(takes=("pact:signing",), get=Rule()),
    "pact_reserve": Row(takes=("pact:signing",), post=Rule(REDIRECT)),
    # What is posted is no signed paper.
    "pact_bring_back": Row(takes=("pact:signing",), post=Rule("422")),
    # Nobody keeps the paper: nothing to end, for whoever sees the board.
    "pact_reservation_end": Row(takes=("pact:board",), post=Rule(REDIRECT)),
    "pact_by_hand": Row(takes=("pact:board",), get=Rule(by=LEAD), post=Rule(REDIRECT, by=LEAD)),
    # --- conferences and the screen of the ceremony
    "pact_ceremony": Row(takes=("pact:draft", "pact:board"), get=Rule()),
    "pact_ceremony_news": Row(takes=("pact:draft", "pact:board"), get=Rule()),
    "conference_plan": Row(
        takes=("cluster",),
        get=Rule(by=LEAD, only_own=True),
        post=Rule(REDIRECT, by=LEAD, only_own=True),
    ),
    "conference": Row(takes=("conference",), get=Rule()),
    "conference_edit": Row(takes=("conference",), **_EDIT),
    # Without a reason.
    "conference_call_off": Row(takes=("conference",), post=Rule("422", by=LEAD)),
    "conference_agenda": Row(takes=("conference",), **_EDIT),
    "conference_agenda_item": Row(takes=("agenda_item",), **_EDIT),
    "conference_agenda_move": Row(takes=("agenda_item",), post=_EDIT["post"]),
    "conference_attendance": Row(takes=("conference",), **_EDIT),
    "conference_attendees": Row(takes=("conference",), **_EDIT),
    "conference_attendee_remove": Row(takes=("attendee",), post=_EDIT["post"]),
    # The record is not complete: nothing is issued, and the page says what is missing.
    "conference_minutes": Row(takes=("conference",), get=Rule(by=LEAD), post=Rule("422", by=LEAD)),
    "conference_minutes_preview": Row(takes=("conference",), get=Rule()),
    "conference_minutes_picture": Row(takes=("conference",), get=Rule()),
    "conference_witness": Row(takes=("conference",), post=Rule(REDIRECT, by=frozenset({COUNCIL}))),
    "paper": Row(takes=("paper",), get=Rule()),
    "paper_scan": Row(takes=("paper_scan",), get=Rule()),
    "paper_file": Row(takes=("paper",), get=Rule()),
    "paper_completion": Row(takes=("paper:finished",), get=Rule()),
    "paper_page": Row(takes=("paper_page",), get=Rule()),
    "check": Row(is_public=True, get=Rule(), post=Rule()),
    "check_offline": Row(is_public=True, get=Rule()),
    # --- registrations
    "registrations": _PAGE,
    "registration_start": Row(takes=("membership",), post=Rule(REDIRECT, by=OFFICERS)),
    "registration_rollup": Row(takes=("rollup",), get=Rule()),
    "registration": Row(takes=("registration:draft", "registration:submitted"), get=Rule()),
    "registration_save": Row(takes=("registration:draft",), post=Rule(REDIRECT, by=OFFICERS)),
    "registration_send_to_head": Row(takes=("registration:draft",), post=Rule(REDIRECT, by=OFFICERS)),
    "registration_send_back": Row(
        takes=("registration:for_approval",), post=Rule(REDIRECT, by=frozenset({HEAD}))
    ),
    "registration_submit": Row(
        takes=("registration:for_approval",), post=Rule(REDIRECT, by=frozenset({HEAD}))
    ),
    "registration_return": Row(takes=("registration:submitted",), post=Rule(REDIRECT, by=LEAD)),
    # --- nominations and the law
    "nominations": _PAGE,
    "nomination_make": Row(takes=("item",), post=Rule(REDIRECT, by=OFFICERS)),
    "nomination_letter": Row(
        takes=("registration:accepted",), post=Rule(REDIRECT, by=OFFICERS - {LEAD_OFFICER})
    ),
    "nomination": Row(takes=("nomination",), get=Rule()),
    **{
        f"nomination_{act}": Row(takes=("nomination",), post=Rule(REDIRECT, by=OFFICERS))
        for act in ("facts", "initiative", "title", "screen", "withdraw")
    },
    "nomination_initiative_remove": Row(takes=("nomination_initiative",), post=Rule(REDIRECT, by=OFFICERS)),
    "nomination_title_remove": Row(takes=("nomination_title",), post=Rule(REDIRECT, by=OFFICERS)),
    "law": _PAGE,
    "registration_accept": Row(takes=("registration:submitted",), post=Rule(REDIRECT, by=LEAD)),
}

# --- Django admin: rows by rule. Which nouns are kept there, and which are evidence to be read only.
KEPT_IN_ADMIN = frozenset(
    {
        "units_user", "units_cluster", "units_person", "units_unit", "units_emulationyear", "units_authorisation",
        "pacts_movement", "pacts_conference", "pacts_clustermovement", "awards_awardtype",
    }
)  # fmt: skip
READ_IN_ADMIN = frozenset(
    {
        "units_auditentry", "pacts_pact", "pacts_issuedpaper", "pacts_signature", "pacts_credential",
        "awards_registration", "awards_nomination",
    }
)  # fmt: skip

# Added as a whole, then only read, decided on once.
UPLOADED_IN_ADMIN = frozenset({"units_intake"})

_ADMINS = frozenset({ADMINISTRATOR})


def _admin(takes: tuple[str, ...] = (), get: Rule | None = None, post: Rule | None = None) -> Row:
    return Row(takes=takes, get=get, post=post, always=_all((ACCOUNTS - _ADMINS, FORBIDDEN)))


def _admin_rows() -> Iterator[tuple[str, Row]]:
    page, here, gone = Rule(), Rule(REDIRECT), Rule(FORBIDDEN)
    # A missing row leads back to the first page of the administration, as Django has it.
    row = Rule(missing=REDIRECT)
    yield "admin:index", _admin(get=page, post=page)
    yield "admin:app_list", _admin(get=page, post=page)
    # The door of Django's own leads on, whatever the method: it serves nothing itself.
    yield "admin:login", Row(always=_all((ACCOUNTS - _ADMINS, FORBIDDEN), (_ADMINS, REDIRECT)))
    yield "admin:jsi18n", _admin(get=page)
    yield "admin:autocomplete", _admin(get=page)
    yield "admin:view_on_site", _admin(("admin_object",), get=Rule(REDIRECT), post=Rule(REDIRECT))
    yield "admin/(?P<url>.*)$", _admin(get=Rule(NOT_FOUND), post=Rule(NOT_FOUND))
    yield "admin:units_user_link", _admin(("admin_object",), post=page)
    yield "admin:units_unit_reorganise", _admin(get=page)
    yield "admin:units_unit_reorganise_act", _admin(get=page, post=here)
    yield "admin:units_user_links", _admin(("admin_object",), post=page)
    for act in ("transfer", "leave", "return"):
        yield f"admin:units_person_{act}", _admin(("admin_object",), get=page, post=page)
    yield "admin:units_emulationyear_choose", _admin(get=page)
    yield "admin:units_emulationyear_open", _admin(("admin_object",), get=page, post=here)
    yield "admin:pacts_credential_revoke", _admin(("admin_object",), get=page, post=here)
    yield "admin:units_intake_template", _admin(get=page)
    yield "admin:units_intake_report", _admin(("admin_object",), get=page)
    for act in ("answer", "check", "apply", "set_aside"):
        yield f"admin:units_intake_{act}", _admin(("admin_object",), post=here)
    for noun in sorted(KEPT_IN_ADMIN | READ_IN_ADMIN | UPLOADED_IN_ADMIN):
        is_kept = noun in KEPT_IN_ADMIN
        is_added = is_kept or noun in UPLOADED_IN_ADMIN
        yield f"admin:{noun}_changelist", _admin(get=page, post=page)
        yield f"admin:{noun}_add", _admin(get=page if is_added else gone, post=page if is_added else gone)
        yield f"admin:{noun}_change", _admin(("admin_object",), get=row, post=row if is_kept else _refused())
        yield f"admin:{noun}_history", _admin(("admin_object",), get=row, post=row)
        yield f"admin:{noun}_delete", _admin(("admin_object",), get=_refused(), post=_refused())
        path = f"admin/{noun.replace('_', '/', 1)}/<path:object_id>/"
        yield path, _admin(("admin_object",), get=_moved(), post=_moved())


def _refused() -> Rule:
    return Rule(FORBIDDEN, missing=FORBIDDEN)


def _moved() -> Rule:
    """An old address of a row leads to its page, without asking whether the row exists."""
    return Rule(REDIRECT, missing=REDIRECT)


MATRIX |= dict(_admin_rows())


def routes() -> dict[str, URLPattern]:
    """Every route by its name, or by its pattern where it has none."""
    return dict(_walk(get_resolver(), "", ""))


def _walk(resolver: URLResolver, path: str, names: str) -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{names}{entry.name}" if entry.name else f"{path}{entry.pattern}", entry
        else:
            inner = f"{names}{entry.namespace}:" if entry.namespace else names
            yield from _walk(entry, f"{path}{entry.pattern}", inner)


def cells(route: str) -> Iterator[Cell]:
    """Every cell of a row: roles, methods, objects; the missing object first, to be compared with."""
    for role in ROLES:
        # Django admin stops an account at the door: two methods say as much as four.
        for method in METHODS[:2] if role in MATRIX[route].always else METHODS:
            for kind, name in _objects(route, role, method) or [("", "")]:
                yield Cell(route, role, method, kind, name)


def _objects(route: str, role: str, method: str) -> list[tuple[str, str]]:
    """A refusal that comes before the object is looked up is tried with one object only."""
    row = MATRIX[route]
    every = [(kind, name) for kind in row.takes for name in sorted(SEES[kind], key=lambda it: it != MISSING)]
    comes_before = rule_of(row, method) is None or role in row.always
    return [(kind, name) for kind, name in every if name == OWN][:1] if comes_before else every


def rule_of(row: Row, method: str) -> Rule | None:
    return {"GET": row.get, "POST": row.post}.get(method)


def expected(cell: Cell) -> str:
    """The outcome that the cell must have."""
    row = MATRIX[cell.route]
    if cell.role == STRANGER and not row.is_public:
        return LOGIN
    rule = rule_of(row, cell.method)
    if cell.role in row.always or rule is None:
        return row.always.get(cell.role, WRONG_METHOD)
    if cell.object == MISSING:
        return rule.missing
    if cell.object == MIXED:
        # The whole is visible to those of the cluster; only who may act on it gets as far as the part.
        reads = cell.role in SEES["pact:draft"][OWN]
        return FORBIDDEN if reads and cell.role not in rule.by else NOT_FOUND
    if cell.kind and cell.role not in SEES[cell.kind][cell.object]:
        return NOT_FOUND
    may = cell.role in rule.by and not (rule.only_own and cell.object != OWN)
    return rule.instead.get(cell.role) or (rule.then if may else FORBIDDEN)
