"""Chromium of the system, the application as people meet it, and the rehearsal as new for each test."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from pacts.models import Pact
from tests.browser.desk import PICTURE, Desk
from tests.browser.visitor import DESK, PHONE, Visitor, vi
from units.models import User
from units.services import sample_accounts

Visit = Callable[..., Visitor]


@pytest.fixture(scope="session", autouse=True)
def _orm_beside_the_browser() -> None:
    # The driver of the browser runs an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    quiet = ("no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking")
    args = [f"--{one}" for one in (*quiet, "disable-component-update", "disable-sync")]
    return {**browser_type_launch_args, "executable_path": "/usr/bin/chromium", "args": args}


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the database with the rehearsal lies, once the first test has loaded it."""
    return tmp_path_factory.mktemp("rehearsal") / "loaded.sqlite3"


@pytest.fixture
def accounts(transactional_db, loaded: Path) -> dict[str, sample_accounts.SampleAccount]:
    """The rehearsal as `make run` loads it, and who may be tried in it."""
    # Signing runs an event loop of its own, and in this thread the browser's is running already.
    with ThreadPoolExecutor(max_workers=1) as beside:
        return beside.submit(_rehearsal, loaded).result()


def _rehearsal(loaded: Path) -> dict[str, sample_accounts.SampleAccount]:
    """Loading and signing take seconds, copying the pages of the database takes none."""
    try:
        connection.ensure_connection()
        with closing(sqlite3.connect(loaded)) as copy:
            if loaded.stat().st_size:
                copy.backup(connection.connection)
            else:
                call_command("load_sample_data", verbosity=0)
                connection.connection.backup(copy)
        return {account.username: account for account in sample_accounts.accounts()}
    finally:
        connection.close()


@pytest.fixture
def visit(browser, live_server, accounts) -> Iterator[Visit]:
    """Somebody opens a browser of his or her own; at the end nothing may have gone wrong in any of them."""
    visitors: list[Visitor] = []

    def come(username: str = "", *, phone: bool = False, **options: Any) -> Visitor:
        size = {"viewport": PHONE, "is_mobile": True, "has_touch": True} if phone else {"viewport": DESK}
        context = browser.new_context(locale="vi-VN", **size, **options)
        context.set_default_timeout(15_000)
        visitors.append(Visitor(context, live_server.url, accounts.get(username)))
        return visitors[-1].log_in() if username else visitors[-1]

    yield come
    for visitor in visitors:
        visitor.context.close()
    assert [fault for visitor in visitors for fault in visitor.faults] == []


@pytest.fixture
def desk(visit: Visit) -> Desk:
    """An officer of the lead unit has the draft of the rehearsal before him or her."""
    officer = visit("canbo.thanhbinh")
    officer.page.locator(".tasks a.title").filter(has_text=vi("Finish the draft of the pact")).click()
    pact = Pact.objects.get(pk=officer.number_in_address())
    # The preview costs the server a second for each page, and is drawn still when the test is over.
    officer.page.route(
        "**/preview.png*", lambda route: route.fulfill(content_type="image/svg+xml", body=PICTURE)
    )
    officer.page.clock.install()
    officer.page.on("dialog", lambda dialog: dialog.accept())
    colleague = User.objects.get(username="vientruong.thanhbinh")
    return Desk(officer, pact, pact.clauses.order_by("position")[2], colleague)
