"""How long a click on “sign” takes with eight parties, and a download: `python benchmarks/signing.py`.

Whole requests through Django's test client, log-in and middleware included, on the database of DATABASE_URL
(SQLite without). The processor's share is printed too: on a busy machine the clock says more about the others.
"""

# ruff: noqa: PLC0415, S101, T201 - settings must be chosen before Django is imported; it prints, and stops if wrong

import os
import statistics
import sys
import time
import uuid
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.testing")

PARTIES, PACTS, DOWNLOADS = 8, 6, 100


def timed(work):
    wall, processor = time.perf_counter(), time.process_time()
    result = work()
    return result, (time.perf_counter() - wall) * 1000, (time.process_time() - processor) * 1000


def sign(scene, head):
    from django.urls import reverse

    from tests.factories.pacts import PIN
    from tests.factories.units import client_of, make_device

    client = client_of(head, make_device(head))
    data = {"shown_sha256": scene.shown, "request_key": uuid.uuid4(), "pin": PIN}
    answer, wall, processor = timed(lambda: client.post(reverse("pact_sign", args=[scene.pact.pk]), data))
    assert answer.status_code == 302, answer.content.decode()
    return wall, processor


def download(scene):
    from django.urls import reverse

    from tests.factories.units import client_of

    client = client_of(scene.officer)
    answer, wall, processor = timed(lambda: client.get(reverse("paper_file", args=[scene.pact.paper_id])))
    assert answer.content == scene.content()
    return wall, processor


def ready():
    """A round of eight that is open today, since pages read the clock."""
    from django.utils import timezone

    from pacts.models import Credential
    from pacts.services import freezing, rounds, starting
    from tests.factories.pacts import make_signing_scene
    from units.models import EmulationYear

    now = timezone.now()
    scene = make_signing_scene(PARTIES)
    day = timedelta(days=1)
    Credential.objects.update(not_before=now - day, not_after=now + 365 * day)
    EmulationYear.objects.update(year=timezone.localdate().year)
    pact = starting.start(cluster=scene.cluster, by=scene.leader, at=now)
    values = {"place": "Bình Định", "dated_on": timezone.localdate(), "edit_number": pact.edit_number}
    pact = freezing.freeze(pact=pact, by=scene.leader, at=now, **values)
    scene.pact = rounds.open_signing(pact=pact, by=scene.leader, at=now)
    return scene


def row(name, values):
    ordered = sorted(values)
    at_95 = ordered[int(len(ordered) * 0.95) - 1]
    print(f"{name:34}{len(values):6}{statistics.median(values):10.1f}{at_95:10.1f}{max(values):10.1f}")


def measure():
    signing, reading = [], []
    for _pact in range(PACTS):
        scene = ready()
        signing += [sign(scene, head) for head in scene.heads]
        scene.pact.refresh_from_db()
        assert scene.pact.status == "in_force"
    download(scene)
    reading = [download(scene) for _round in range(DOWNLOADS)]
    return signing, reading


def main():
    import django
    from django.test.utils import get_runner, setup_test_environment

    django.setup()
    from django.conf import settings
    from django.db import connection

    setup_test_environment()
    runner = get_runner(settings)(verbosity=0, interactive=False)
    made = runner.setup_databases()
    try:
        signing, reading = measure()
    finally:
        vendor = connection.vendor
        runner.teardown_databases(made)
    print(f"{vendor + ', ms':34}{'n':>6}{'median':>10}{'p95':>10}{'most':>10}")
    row(f"sign, {PARTIES} parties", [wall for wall, _processor in signing])
    row("  of it the processor", [processor for _wall, processor in signing])
    row("download of the signed paper", [wall for wall, _processor in reading])
    row("  of it the processor", [processor for _wall, processor in reading])


if __name__ == "__main__":
    main()
