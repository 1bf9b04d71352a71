"""Time-stamps: an honest authority is believed, every other one is not, and nobody waits for it."""

import io
import time
from dataclasses import replace
from datetime import timedelta

import pikepdf
import pytest

from pacts.documents import signing
from pacts.documents.timestamps import Asked, NoTimeStamp, TimeStampAuthority, time_stamped
from pacts.documents.verification import inspect
from tests.factories.outside import make_authority
from tests.factories.tsa import local_tsa
from tests.pacts.documents.conftest import CHECKED_AT, PIN, SECRET, SIGNED_AT, authority, issue

AT = SIGNED_AT + timedelta(minutes=7)


@pytest.fixture(scope="module")
def root():
    return make_authority(SIGNED_AT, "CA dấu thời gian")


@pytest.fixture
def tsa(root):
    with local_tsa(root.issue_tsa(SIGNED_AT), AT) as server:
        yield server


@pytest.fixture
def trusted(tsa, root):
    return TimeStampAuthority(url=tsa.url, roots=[root.pem], seconds=1)


def signed_with(prepared, ca, asked):
    credential = issue(ca)
    return signing.sign(
        prepared,
        field="sig-1",
        certificate_pem=credential.certificate_pem,
        private_key=authority.unlock(credential.encrypted_key, PIN, SECRET),
        chain_pems=[ca.certificate_pem],
        stamp=signing.Stamp(signer="Người Ký", unit="VKSND", capacity_lines=("VIỆN TRƯỞNG",), at=AT),
        reason="x",
        location="y",
        asked=asked,
    )


def test_a_signature_holds_the_time_that_the_authority_states(prepared, ca, trusted, root, tsa):
    asked = Asked(trusted, AT)

    pdf = signed_with(prepared, ca, asked)

    report = inspect(pdf, roots=[ca.certificate_pem, root.pem], at=CHECKED_AT)
    assert (report.unchanged, report.trusted, asked.given_at, tsa.asked) == (True, True, AT, 1)
    assert report.signatures[0].proven_at == AT


@pytest.mark.parametrize("mood", ["error", "garbage", "other_digest", "long", "redirect", "slow"])
def test_an_authority_that_fails_or_lies_gives_no_time_stamp_and_no_signature(
    prepared, ca, trusted, tsa, mood
):
    tsa.mood, started = mood, time.monotonic()

    with pytest.raises(NoTimeStamp):
        signed_with(prepared, ca, Asked(trusted, AT))

    assert time.monotonic() - started < 2.5
    assert tsa.asked == 1


def test_a_dead_authority_gives_none(prepared, ca, trusted):
    with pytest.raises(NoTimeStamp):
        signed_with(prepared, ca, Asked(replace(trusted, url="http://127.0.0.1:9/"), AT))


def test_an_authority_that_nobody_trusts_gives_none(prepared, ca, trusted):
    other = make_authority(SIGNED_AT)

    with pytest.raises(NoTimeStamp):
        signed_with(prepared, ca, Asked(replace(trusted, roots=[other.pem]), AT))


def test_an_authority_whose_clock_is_wrong_gives_none(prepared, ca, trusted, tsa):
    tsa.at = AT + timedelta(hours=1)

    with pytest.raises(NoTimeStamp):
        signed_with(prepared, ca, Asked(trusted, AT))


def test_a_certificate_that_is_not_for_time_stamps_gives_none(prepared, ca, trusted, tsa, root):
    tsa.token = root.issue("Không phải TSA", SIGNED_AT)

    with pytest.raises(NoTimeStamp):
        signed_with(prepared, ca, Asked(trusted, AT))


def test_a_complete_paper_is_closed_by_a_time_stamp_over_the_whole_file(signed, ca, trusted, root):
    closed = time_stamped(
        signed.pdf,
        Asked(trusted, AT),
        certificates=[ca.certificate_pem, root.pem],
        revocation_lists=[root.revocation_list([], AT)],
    )

    report = inspect(closed, roots=[*signed.roots, root.pem], at=CHECKED_AT)
    with pikepdf.open(io.BytesIO(closed)) as pdf:
        facts = pdf.Root.DSS
        embedded = (len(facts.Certs), len(facts.CRLs))
    assert closed.startswith(signed.pdf)
    assert (report.unchanged, report.trusted, report.covers_whole_file) == (True, True, True)
    assert [one.is_time_stamp for one in report.signatures] == [False] * 6 + [True]
    assert embedded == (8, 1)
    assert {one.proven_at for one in report.signatures} == {AT}
    assert report.signatures[-1].signed_at == AT
    assert report.problems == ("test_certificate",)
