import gc
import io
import socket
import threading
import time
import zlib
from datetime import timedelta

import pikepdf
import pytest

from pacts.documents import authority, coverage, patience, verification
from tests.pacts.documents import attacks, samples
from tests.pacts.documents.conftest import CHECKED_AT, SECRET, SIGNED_AT, issue, sign


def inspect(pdf, signed, **other):
    values = {"roots": signed.roots, "at": CHECKED_AT, **other}
    return verification.inspect(pdf, **values)


def encrypted(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        out = io.BytesIO()
        document.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def bomb():
    """A small file whose list of objects unpacks to far more than any memory should hold."""
    data = zlib.compress(zlib.compress(b"\0" * 400_000_000, 9), 9)
    head = (
        b"%PDF-1.7\n1 0 obj <</Type/XRef/Size 9/W[1 1 1]/Root 2 0 R/Filter[/FlateDecode/FlateDecode]/Length "
    )
    return head + str(len(data)).encode() + b">>stream\n" + data + b"\nendstream endobj\nstartxref\n9\n%%EOF"


def test_six_signatures_are_read_back_as_they_were_made(signed):
    report = inspect(signed.pdf, signed)

    assert (report.kind, report.unchanged, report.covers_whole_file, report.trusted) == (
        "signed",
        True,
        True,
        True,
    )
    assert report.problems == ("test_certificate",)
    assert [(s.field, s.signer, s.unit, s.capacity) for s in report.signatures] == [
        (party.field, samples.signer(number), party.unit, "VIỆN TRƯỞNG")
        for number, party in enumerate(samples.PACT.parties, start=1)
    ]
    assert [s.signed_at for s in report.signatures] == [SIGNED_AT + timedelta(minutes=n) for n in range(6)]
    assert [s.covers_whole_file for s in report.signatures] == [False] * 5 + [True]
    assert {(s.intact, s.valid, s.trusted, s.is_test, s.reason) for s in report.signatures} == {
        (True, True, True, True, "Ký giao ước thi đua")
    }
    assert report.empty_fields == ()


def test_a_file_cut_back_to_three_signatures_looks_perfect_so_its_hash_and_length_are_told(signed):
    report = inspect(signed.states[2], signed)

    assert (report.unchanged, report.covers_whole_file, len(report.signatures)) == (True, True, 3)
    assert report.empty_fields == ("sig-4", "sig-5", "sig-6")
    assert (report.length, len(report.sha256)) == (len(signed.states[2]), 64)


@pytest.mark.parametrize(
    ("attack", "problem"),
    [
        (attacks.flip_text, "content_altered"),
        (attacks.flip_signature, "signature_broken"),
        (attacks.flip_case_in_signature, "signature_gap_altered"),
        (attacks.flip_padding, "signature_gap_altered"),
        (attacks.flip_version_in_envelope, "signature_gap_altered"),
        (attacks.draw_on_page, "changed_after_signing"),
        (attacks.add_annotation, "changed_after_signing"),
        (attacks.move_field, "changed_after_signing"),
        (attacks.replace_catalogue, "changed_after_signing"),
        (attacks.add_visible_field, None),
        (attacks.append_bytes, "appended_after_last_signature"),
        (attacks.append_many_bytes, "appended_after_last_signature"),
        (attacks.append_second_file, None),
        (attacks.cut_one_byte, "cut_short"),
        (attacks.cut_some, "cut_short"),
        (attacks.cut_inside_last_revision, "cut_short"),
        (attacks.widen_gap, None),
        (attacks.erase_last_signature_type, None),
        (attacks.swap_two_signatures, None),
        (attacks.rewrite_whole_file, None),
    ],
)
def test_no_attack_leaves_a_signed_file_unchanged_and_each_has_its_reason(signed, attack, problem):
    spoilt = attack(signed.pdf)

    report = inspect(spoilt, signed)

    assert spoilt != signed.pdf
    assert (report.kind, report.unchanged) == ("signed", False)
    assert problem is None or problem in report.problems
    assert set(report.problems) - {"test_certificate"}


def test_each_of_a_hundred_random_flips_is_noticed(signed):
    one_signature = signed.states[0]

    verdicts = [inspect(bad, signed).unchanged for bad in attacks.random_flips(one_signature, 100)]

    assert verdicts == [False] * 100


def test_random_flips_in_the_complete_paper_are_noticed_too(signed):
    verdicts = [inspect(bad, signed).unchanged for bad in attacks.random_flips(signed.pdf, 4)]

    assert verdicts == [False] * 4


def test_every_bit_around_a_signature_that_nothing_signs_is_watched(signed):
    data = signed.states[0]
    start = coverage.ranges(data)[0].gap_start + 1

    unnoticed = [
        (place, bit)
        for place in (*range(15, 60, 4), 1357, 1400, 1474, 1540, 1640, 1830)
        for bit in (0, 1)
        if inspect(attacks.flip(data, start + place, bit), signed).unchanged is not False
    ]

    assert unnoticed == []


@pytest.mark.parametrize(
    ("data", "kind", "problem"),
    [
        (b"", "not_pdf", "empty"),
        (b"\0" * 100, "not_pdf", "not_a_pdf"),
        ("Giao ước thi đua".encode(), "not_pdf", "not_a_pdf"),
        (b"PK\x03\x04" + b"x" * 2000, "not_pdf", "not_a_pdf"),
        (b"%PDF-1.7", "unsigned", "cut_short"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 9 + b"%%EOF", "unsigned", "unreadable"),
        (b"%PDF-1.7\n" + b"[" * 50_000 + b"\nstartxref\n9\n%%EOF", "unsigned", "unreadable"),
        (b"%PDF-1.7\n" + b"<</A" * 50_000 + b"\nstartxref\n9\n%%EOF", "unsigned", "unreadable"),
        (
            b"%PDF-1.7\nxref\n0 99999999\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF",
            "unsigned",
            "unreadable",
        ),
        (b"%PDF-1.7\nxref\n0 0\ntrailer<</Prev 9>>\nstartxref\n9\n%%EOF", "unsigned", None),
        (b"%PDF-1.7\n/ByteRange [0 1 2 3]\nstartxref\n9\n%%EOF", "signed", "unreadable"),
        (b"%PDF-1.7\n/ByteRange [0 10 20 99999999]\n", "signed", "cut_short"),
        (bomb, "unsigned", "unreadable"),
    ],
)
def test_bytes_of_any_kind_get_an_answer_and_are_never_called_unchanged(signed, data, kind, problem):
    data = data() if callable(data) else data  # packed only here: whoever collects tests need not wait
    started = time.monotonic()

    report = inspect(data, signed)

    assert (report.kind, report.unchanged in {None, False}) == (kind, True)
    assert problem is None or report.problems == (problem,)
    assert time.monotonic() - started < 10


def test_an_unsigned_paper_is_called_unsigned(signed):
    report = inspect(signed.prepared, signed)

    assert (report.kind, report.unchanged, report.trusted, report.problems) == ("unsigned", None, None, ())
    assert len(report.empty_fields) == 6


def test_an_encrypted_file_is_said_to_be_encrypted(signed):
    assert inspect(encrypted(signed.prepared), signed).problems == ("encrypted",)


def test_a_file_over_the_limit_is_not_parsed(signed):
    report = inspect(b"%PDF-1.7" + b"\0" * verification.MAX_BYTES, signed)

    assert (report.kind, report.unchanged, report.problems) == ("not_pdf", None, ("too_large",))


# The examination is stopped wherever it is: what it had opened is thrown away unfinished, and says so.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore:coroutine:RuntimeWarning")
def test_an_examination_without_end_is_given_up(signed):
    report = inspect(signed.pdf, signed, seconds=0.001)

    assert (report.kind, report.unchanged, report.problems) == ("signed", None, ("took_too_long",))
    for thread in threading.enumerate():
        if thread.name == "pdf-examination":
            thread.join(10)
    gc.collect()


def test_work_that_never_ends_is_stopped():
    steps = []

    def work():
        while True:
            steps.append(len(steps))
            time.sleep(0.001)

    with pytest.raises(patience.TookTooLong):
        patience.within(0.05, work)

    time.sleep(0.1)
    reached = len(steps)
    time.sleep(0.1)
    assert len(steps) == reached


def test_an_unknown_issuer_leaves_the_file_unchanged_but_untrusted(signed):
    stranger = authority.create_authority(organisation="Lạ", is_test=True, at=SIGNED_AT, secret=SECRET)

    report = inspect(signed.pdf, signed, roots=[stranger.certificate_pem])

    assert (report.unchanged, report.trusted) == (True, False)
    assert report.problems == ("untrusted_issuer", "test_certificate")


def test_an_issuer_of_the_same_name_with_another_key_is_not_trusted(signed):
    namesake = authority.create_authority(
        organisation="Viện kiểm sát nhân dân", is_test=True, at=SIGNED_AT - timedelta(days=9), secret=SECRET
    )

    report = inspect(signed.pdf, signed, roots=[namesake.certificate_pem])

    assert (report.unchanged, report.trusted) == (True, False)


def test_a_certificate_that_has_expired_since_does_not_spoil_an_old_paper(signed):
    report = inspect(signed.pdf, signed, at=SIGNED_AT + timedelta(days=365 * 12))

    assert (report.unchanged, report.trusted, report.problems) == (True, True, ("test_certificate",))


def test_a_signature_from_the_future_is_told(signed):
    report = inspect(signed.pdf, signed, at=SIGNED_AT - timedelta(days=2))

    assert "signed_in_the_future" in report.problems


def test_a_real_certificate_is_not_called_a_test(prepared, signed):
    real = authority.create_authority(
        organisation="Viện", is_test=False, at=SIGNED_AT - timedelta(days=9), secret=SECRET
    )
    credential = authority.issue_certificate(
        real,
        common_name="Người Ký",
        unit_name="Viện",
        pin="246810",
        secret=SECRET,
        is_test=False,
        at=SIGNED_AT - timedelta(hours=1),
        work=4,
    )

    report = inspect(sign(prepared, real, credential), signed, roots=[real.certificate_pem])

    assert (report.unchanged, report.trusted, report.problems) == (True, True, ())


def test_checking_opens_no_connection(signed, monkeypatch):
    opened = []

    def refuse(_self, address):
        opened.append(address)
        raise OSError

    monkeypatch.setattr(socket.socket, "connect", refuse)
    report = inspect(signed.pdf, signed)

    assert (report.unchanged, opened) == (True, [])


def test_signing_again_after_an_earlier_state_gives_another_file_that_is_also_unchanged(signed, ca):
    other = sign(signed.states[2], ca, issue(ca), field="sig-5", at=SIGNED_AT + timedelta(hours=1))

    report = inspect(other, signed)

    assert (report.unchanged, [s.field for s in report.signatures]) == (
        True,
        ["sig-1", "sig-2", "sig-3", "sig-5"],
    )
