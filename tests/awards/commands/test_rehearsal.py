"""The rehearsal: open windows, sample accounts that work, a signed pact, and every verdict of the law."""

import base64
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from awards.dossier import facts_of
from awards.eligibility.rulebook import judge
from awards.models import Registration
from pacts.models import Credential, IssuedPaper, Pact, Signature
from pacts.services import credentials
from tests.factories.fingerprint import fingerprint
from units.models import Cluster, Deadline, EmulationYear, Person, Unit, User

SIX = ["DT-THANHBINH", "DT-MINHGIANG", "DT-ANPHONG", "DT-LOCHAI", "DT-DONGTHINH", "DT-VANKHE"]


@pytest.fixture(scope="module")
def rehearsal(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Loaded once for all tests of this module, and taken back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_sample_data", verbosity=0, stdout=StringIO())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def secrets_file(settings, tmp_path) -> Path:
    """A copy of the file of secrets that a test may lose."""
    copy = tmp_path / "accounts.json"
    copy.write_bytes(Path(settings.SAMPLE_ACCOUNTS_FILE).read_bytes())
    settings.SAMPLE_ACCOUNTS_FILE = copy
    return copy


def listed() -> list[dict]:
    out = StringIO()
    call_command("sample_accounts", format="json", stdout=out)
    return json.loads(out.getvalue())


def this_year() -> EmulationYear:
    return EmulationYear.objects.get(organiser__code="DIENTAP", year=timezone.localdate().year)


@pytest.mark.usefixtures("rehearsal", "db")
class TestYear:
    def test_every_window_of_the_year_is_open(self):
        today, year = timezone.localdate(), this_year()
        days = {deadline.kind: (deadline.due_on - today).days for deadline in year.deadlines.all()}

        assert days == {
            "registration": 7,
            "comments": 10,
            "signing": 14,
            "nomination": 30,
            "interim_review": 60,
            "final_review": 90,
        }
        assert year.starts_on <= today
        assert max(year.deadlines.values_list("due_on", flat=True)) <= year.ends_on

    def test_six_procuratorates_stand_in_one_order_in_this_year_and_the_last(self):
        for year in (this_year().year - 1, this_year().year):
            cluster = Cluster.objects.get(year__organiser__code="DIENTAP", year__year=year)
            members = cluster.memberships.in_official_order().values_list("unit__code", flat=True)

            assert list(members) == SIX

    def test_everything_in_it_is_marked(self):
        units = Unit.objects.filter(code__startswith="DT-") | Unit.objects.filter(code="DIENTAP")

        assert set(units.values_list("is_rehearsal", flat=True)) == {True}
        assert [unit.name for unit in units if "diễn tập" not in unit.name.casefold()] == []
        assert set(IssuedPaper.objects.values_list("is_rehearsal", flat=True)) == {True}

    def test_its_people_bear_a_middle_name_that_says_sample(self):
        names = Person.objects.filter(staff_number__startswith="DT-").values_list("full_name", flat=True)

        assert len(names) == len(set(names)) == 57
        assert [name for name in names if "Mẫu" not in name.split()] == []

    def test_deadlines_that_are_over_move_ahead_and_the_others_stay(self):
        today = timezone.localdate()
        Deadline.objects.filter(year=this_year(), kind="registration").update(
            due_on=today - timedelta(days=1)
        )
        Deadline.objects.filter(year=this_year(), kind="signing").update(due_on=today)

        call_command("load_sample_data", stdout=StringIO())

        due = dict(this_year().deadlines.values_list("kind", "due_on"))
        assert due["registration"] == today + timedelta(days=7)
        assert due["signing"] == today

    def test_loading_again_changes_nothing(self):
        before = fingerprint()

        call_command("load_sample_data", stdout=StringIO())

        assert fingerprint() == before


@pytest.mark.usefixtures("rehearsal", "db")
class TestAccounts:
    def test_the_list_names_each_role_unit_and_secret(self):
        year = timezone.localdate().year
        shape = [
            (one["role"], one["unit"], one["year"], "totp_secret" in one, "pin" in one) for one in listed()
        ]
        heads = [("cluster_head" if code == SIX[0] else "unit_head", code, year, True, True) for code in SIX]

        assert sorted(shape) == sorted(
            [
                *heads,
                *[("officer", code, year, False, False) for code in SIX],
                ("central_officer", "DIENTAP", year, False, False),
                ("council_member", "DIENTAP", year, True, False),
                ("administrator", "DIENTAP", year, True, False),
            ]
        )

    def test_nothing_but_the_agreed_keys_is_listed(self):
        agreed = {"username", "password", "role", "unit", "year", "totp_secret", "pin"}

        assert {key for one in listed() for key in one} == agreed

    def test_every_password_is_long_and_opens_its_account(self):
        for one in listed():
            user = User.objects.get(username=one["username"])

            assert user.check_password(one["password"])
            assert len(one["password"]) >= 12
            assert (user.is_sample, user.must_set_password) == (True, False)

    def test_every_one_time_secret_is_that_of_the_confirmed_device(self):
        wanted = {one["username"]: one["totp_secret"] for one in listed() if "totp_secret" in one}
        devices = TOTPDevice.objects.filter(confirmed=True).select_related("user")

        assert {one.user.username: base64.b32encode(one.bin_key).decode() for one in devices} == wanted

    def test_every_pin_opens_the_key_of_its_head(self):
        for one in listed():
            if "pin" in one:
                user = User.objects.get(username=one["username"])
                credential = Credential.objects.get(person=user.person, revoked_at__isnull=True)

                assert credentials.unlock(
                    credential=credential, pin=one["pin"], by=user, at=timezone.now()
                ).curve

    def test_the_secrets_lie_outside_the_database_readable_by_their_owner_only(self, settings):
        assert Path(settings.SAMPLE_ACCOUNTS_FILE).stat().st_mode & 0o777 == 0o600

    def test_an_account_that_was_closed_is_no_longer_listed(self):
        User.objects.filter(username="canbo.vankhe").update(is_active=False)

        assert "canbo.vankhe" not in {one["username"] for one in listed()}

    def test_a_lost_file_is_made_anew_with_secrets_that_work(self, secrets_file):
        old = {one["username"]: one for one in listed()}
        secrets_file.unlink()

        call_command("load_sample_data", stdout=StringIO())

        new = {one["username"]: one for one in listed()}
        head = User.objects.get(username="vientruong.lochai")
        credential = Credential.objects.get(person=head.person, revoked_at__isnull=True)
        assert new.keys() == old.keys()
        assert head.check_password(new[head.username]["password"])
        assert credentials.unlock(
            credential=credential, pin=new[head.username]["pin"], by=head, at=timezone.now()
        ).curve
        assert Credential.objects.filter(person=head.person, revoked_at__isnull=False).count() == 1

    def test_the_table_for_people_holds_every_password(self):
        out = StringIO()
        call_command("sample_accounts", stdout=out)

        assert [one["username"] for one in listed() if one["password"] not in out.getvalue()] == []


@pytest.mark.usefixtures("rehearsal", "db")
class TestPacts:
    def test_all_six_have_signed_the_pact_of_the_year_before(self):
        pact = Pact.objects.get(cluster__year__is_rehearsal=True, status="in_force")

        assert pact.cluster.year.year == this_year().year - 1
        assert Signature.objects.filter(paper=pact.paper).count() == 6
        assert set(pact.parties.values_list("unit__code", "status")) == {(code, "signed") for code in SIX}

    def test_the_pact_of_this_year_waits_as_a_draft(self):
        pact = Pact.objects.get(cluster__year=this_year())

        assert (pact.status, pact.clauses.count()) == ("draft", 7)
        assert pact.clauses.get(position=3).targets.count() == 11

    def test_every_row_is_what_the_audit_trail_says(self):
        out = StringIO()

        call_command("verify_audit", format="json", stdout=out)

        assert json.loads(out.getvalue())["mismatches"] == []

    def test_its_paper_proves_itself(self, tmp_path):
        file, out = tmp_path / "pact.pdf", StringIO()
        call_command("sample_paper", str(file), stdout=StringIO())

        call_command("verify_paper", str(file), format="json", stdout=out)

        answer = json.loads(out.getvalue())
        assert (answer["verdict"], len(answer["signatures"])) == ("valid", 6)


@pytest.mark.usefixtures("rehearsal", "db")
class TestRegistrations:
    def test_one_is_accepted_one_is_submitted_and_the_others_are_not_begun(self):
        found = Registration.objects.filter(cluster__year=this_year())

        assert set(found.values_list("unit__code", "status")) == {
            ("DT-MINHGIANG", "accepted"),
            ("DT-ANPHONG", "submitted"),
        }

    @pytest.mark.parametrize(
        ("staff_number", "verdict"),
        [("DT-0014", "eligible"), ("DT-0017", "not_eligible"), ("DT-0016", "not_enough_data")],
    )
    def test_the_sector_title_meets_all_three_verdicts_at_nomination(self, staff_number, verdict):
        person, year = Person.objects.get(staff_number=staff_number), this_year()
        assert person.registration_items.get(year=year).title.code == "CSTDN"
        on = date(year.year, 12, 31)

        facts = replace(facts_of(person, year, on), council_members=10, council_in_favour=10)

        assert judge(title="CSTDN", facts=facts, on=on).outcome == verdict
