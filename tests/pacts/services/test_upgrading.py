"""Complete papers are closed by a time-stamp over the whole file, once."""

from __future__ import annotations

from copy import deepcopy
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from pacts.models import PaperRevision
from pacts.queries.check import check_paper
from pacts.queries.ledger import mismatches
from pacts.services import upgrading
from pacts.services.outside_roots import trusted_roots
from tests.factories.outside import make_authority
from tests.factories.pacts import at, make_signing_scene
from tests.factories.tsa import local_tsa
from units.audit import first_break
from units.models import AuditEntry

pytestmark = pytest.mark.django_db
LATER = at(50)


@pytest.fixture(scope="module")
def root():
    return make_authority(at())


@pytest.fixture(scope="module")
def made(rows_of_module):
    scene = make_signing_scene(2)
    scene.ready()
    return scene


@pytest.fixture
def scene(made):
    return deepcopy(made)


@pytest.fixture
def tsa(settings, tmp_path, root):
    (tmp_path / "tsa.pem").write_bytes(root.pem)
    settings.TSA_ROOTS_DIR, settings.TSA_SECONDS = tmp_path, 1
    with local_tsa(root.issue_tsa(at()), LATER) as server:
        settings.TSA_URL = server.url
        yield server


@pytest.fixture
def complete(scene, settings):
    """Signed without time-stamps, before an authority was configured."""
    url, settings.TSA_URL = settings.TSA_URL, ""
    scene.sign_all()
    settings.TSA_URL = url
    return scene


def test_a_complete_paper_is_closed_and_its_earlier_bytes_stay(tsa, complete):
    before = complete.content()

    outcomes = upgrading.close_due(at=LATER)

    after, last = complete.content(), complete.pact.paper.revisions.latest("sequence")
    found = check_paper(after, roots=trusted_roots(), at=LATER)
    earlier = check_paper(before, roots=trusted_roots(), at=LATER)
    assert [one.is_closed for one in outcomes] == [True]
    assert after.startswith(before)
    assert (last.is_upgrade, last.signature_count, last.sequence) == (True, 2, 3)
    assert (found.verdict, found.unchanged, found.trusted, found.signed) == ("valid", True, True, 2)
    assert (earlier.verdict, "dấu thời gian" in " ".join(earlier.reasons)) == ("valid", True)
    assert list(mismatches()) == []
    assert first_break(AuditEntry.objects.order_by("seq").values()) is None


def test_running_it_again_does_nothing_twice(tsa, complete):
    upgrading.close_due(at=LATER)
    content = complete.content()

    assert upgrading.close_due(at=LATER) == []
    assert complete.content() == content
    assert PaperRevision.objects.filter(is_upgrade=True).count() == 1


def test_a_paper_that_is_still_being_signed_is_left_alone(tsa, scene, settings):
    settings.TSA_URL = ""
    scene.sign(scene.leader)
    settings.TSA_URL = tsa.url

    assert upgrading.close_due(at=LATER) == []


@pytest.mark.parametrize("mood", ["error", "garbage", "other_digest", "slow"])
def test_a_failing_authority_changes_nothing_and_is_given_up_after_five_tries(tsa, complete, mood):
    tsa.mood, content = mood, complete.content()

    reasons = []
    for hour in range(7):
        tsa.at = LATER + timedelta(hours=2 * hour)
        reasons += [one.reason for one in upgrading.close_due(at=tsa.at)]

    assert (tsa.asked, len(reasons), complete.content()) == (5, 7, content)
    assert AuditEntry.objects.filter(kind="paper_upgrade_failed").count() == 5


def test_a_try_is_not_repeated_within_the_hour_unless_asked(tsa, complete):
    tsa.mood = "error"
    upgrading.close_due(at=LATER)
    tsa.mood = "honest"

    rested = upgrading.close_due(at=LATER + timedelta(minutes=1))
    again = upgrading.close_due(at=LATER + timedelta(minutes=2), again=True)

    assert ([one.is_closed for one in rested], [one.is_closed for one in again]) == ([False], [True])


def test_without_a_configured_authority_the_command_says_so():
    with pytest.raises(CommandError):
        call_command("upgrade_papers")
