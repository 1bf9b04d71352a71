"""The corpus of hostile papers: what is done to a signed file, and the verdict that it must get.

Accepted means unchanged, by known issuers, without any doubt. What cryptography cannot know (a state that was
rolled back, an order of signing) is judged by the register: tests/pacts/queries/test_hostile_papers.py.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils import reader as pyhanko_reader

from pacts.documents import verification
from tests.pacts.documents import attacks, forgeries
from tests.pacts.documents.forgeries import NOW, Forger

HARMLESS = {"test_certificate"}
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def issuer():
    return Forger()


@pytest.fixture(scope="module")
def good(prepared, issuer):
    return issuer.sign(prepared)


def inspect(pdf, issuer):
    root = issuer.root.public_bytes(serialization.Encoding.PEM)
    # The clock of the signature is this machine's; the module may have been read long before.
    return verification.inspect(pdf, roots=[root], at=datetime.now(UTC))


def is_accepted(report) -> bool:
    return bool(report.unchanged and report.trusted and not set(report.problems) - HARMLESS)


def test_the_file_that_is_spoilt_below_is_accepted_as_it_is(good, issuer):
    assert is_accepted(inspect(good, issuer))


CHANGED = "changed_after_signing"
UPDATES = {
    "a page replaced by an update": (forgeries.replace_page, CHANGED),
    "a second page that nobody signed": (forgeries.add_page, CHANGED),
    "another tree of pages": (forgeries.other_pages, CHANGED),
    "something drawn on a page": (attacks.draw_on_page, CHANGED),
    "an annotation": (attacks.add_annotation, CHANGED),
    "a field moved": (attacks.move_field, CHANGED),
    "a field renamed": (forgeries.rename_field, CHANGED),
    "a field emptied": (forgeries.unsign_field, "signature_broken"),
    "another picture in a stamp": (forgeries.swap_appearance, CHANGED),
    "a script at opening": (forgeries.open_with_script, CHANGED),
    "a layer that hides": (forgeries.hide_layer, CHANGED),
    "the embedded content replaced": (forgeries.swap_attachment, CHANGED),
    "the catalogue replaced": (attacks.replace_catalogue, CHANGED),
    "bytes appended": (attacks.append_bytes, "appended_after_last_signature"),
    "many bytes appended": (attacks.append_many_bytes, "appended_after_last_signature"),
    "one byte cut": (attacks.cut_one_byte, "cut_short"),
    "much cut": (attacks.cut_some, "cut_short"),
    "the range widened": (attacks.widen_gap, None),
    "written anew": (attacks.rewrite_whole_file, None),
    "two files in one": (attacks.append_second_file, None),
    "encrypted": (forgeries.encrypt, "encrypted"),
}


@pytest.mark.parametrize(("change", "reason"), UPDATES.values(), ids=UPDATES)
def test_no_change_of_a_signed_file_is_accepted(good, issuer, change, reason):
    report = inspect(change(good), issuer)

    assert not is_accepted(report)
    assert report.unchanged is not True
    assert reason is None or reason in report.problems


@pytest.mark.parametrize("change", [forgeries.cover_page, forgeries.paint_empty_field])
def test_a_picture_in_an_unsigned_place_is_a_change_even_where_another_signature_follows(
    good, issuer, change
):
    report = inspect(issuer.sign(change(good), field="sig-2"), issuer)

    assert (report.unchanged, report.trusted, CHANGED in report.problems) == (False, True, True)


def test_a_second_signature_in_its_own_place_is_no_change(good, issuer):
    assert is_accepted(inspect(issuer.sign(good, field="sig-2"), issuer))


@pytest.mark.parametrize("data", [forgeries.many_ends(600), forgeries.many_ends(350, b" " * 2_000_000)])
def test_a_file_that_claims_hundreds_of_ends_is_read_twice_and_no_more(issuer, monkeypatch, data):
    read = []

    class Reader(pyhanko_reader.PdfFileReader):
        def __init__(self, stream):
            read.append(stream)
            super().__init__(stream)

    monkeypatch.setattr(pyhanko_reader, "PdfFileReader", Reader)
    report = inspect(data, issuer)

    assert (report.kind, report.unchanged, report.problems) == ("signed", False, ("unreadable",))
    assert len(read) == 2


FAULTS = {
    "expired": ({"window": (NOW - 900 * DAY, NOW - 100 * DAY)}, "certificate_not_valid_when_signed"),
    "not valid yet": ({"window": (NOW + 9 * DAY, NOW + 900 * DAY)}, "certificate_not_valid_when_signed"),
    "for encryption only": ({"usage": ("key_encipherment",)}, "certificate_not_for_signing"),
    "RSA of 1024 bits": ({"key": forgeries.weak_key()}, "weak_algorithm"),
    "SHA-1": ({"digest": "sha1"}, "weak_algorithm"),
}


@pytest.mark.parametrize(("fault", "reason"), FAULTS.values(), ids=FAULTS)
def test_a_certificate_of_our_issuer_with_a_fault_is_not_accepted(prepared, issuer, fault, reason):
    report = inspect(issuer.sign(prepared, **fault), issuer)

    assert (report.unchanged, report.trusted) == (True, False)
    assert reason in report.problems


def test_a_strange_issuer_even_of_our_name_and_a_person_who_plays_issuer_are_not_accepted(prepared, issuer):
    person, key = issuer.person()
    strangers = [Forger(root_name="CA lạ"), Forger(), Forger(root=person, root_key=key)]

    reports = [inspect(stranger.sign(prepared), issuer) for stranger in strangers]

    assert [(one.unchanged, one.trusted) for one in reports] == [(True, False)] * 3
    assert ["untrusted_issuer" in one.problems for one in reports] == [True] * 3


def test_a_signature_copied_from_another_paper_is_not_accepted(good, prepared, issuer):
    other = issuer.sign(attacks.draw_on_page(prepared))

    report = inspect(forgeries.transplant(good, other), issuer)

    assert report.unchanged is False
    assert "content_altered" in report.problems


def test_a_time_stamp_of_a_strange_authority_is_not_trusted(good, issuer):
    report = inspect(Forger(root_name="TSA lạ").time_stamp(good), issuer)

    assert (report.trusted, is_accepted(report)) == (False, False)
    assert "untrusted_issuer" in report.problems


def test_an_upgraded_file_is_unchanged_and_without_its_facts_again_it_is_not(good, issuer):
    upgraded = issuer.upgrade(good)

    assert inspect(upgraded, issuer).unchanged is True
    report = inspect(forgeries.drop_security_store(upgraded), issuer)
    assert report.unchanged is False
    assert CHANGED in report.problems


def test_each_of_three_hundred_random_flips_is_noticed_and_none_crashes(good, issuer):
    reports = [inspect(bad, issuer) for bad in attacks.random_flips(good, 300)]

    assert [place for place, report in enumerate(reports) if report.unchanged is not False] == []
