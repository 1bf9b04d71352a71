import io
from datetime import timedelta

import pikepdf
import pytest
from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.timestamps import DummyTimeStamper

from pacts.documents import coverage, verification
from tests.pacts.documents.conftest import CHECKED_AT, SIGNED_AT


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([0, 10, 20, 5], coverage.Range(10, 20, 25)),
        ([0, 10, 20], None),
        ([1, 10, 20, 5], None),
        ([0, 0, 20, 5], None),
        ([0, 20, 20, 5], None),
        ([0, 10, 20, 0], None),
    ],
)
def test_only_a_contiguous_range_from_the_first_byte_counts(numbers, expected):
    assert coverage.range_of(numbers) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", [0]),
        (b"x", [1]),
        (b"x%%EOF", [6]),
        (b"x%%EOF\n", [6, 7]),
        (b"x%%EOF\r\ny%%EOF", [6, 7, 8, 14]),
    ],
)
def test_a_file_may_have_ended_behind_each_of_its_end_marks(data, expected):
    assert coverage.ends(data) == expected


def test_no_number_of_end_marks_behind_a_file_hides_where_it_ended_or_makes_more_than_a_bounded_work():
    data = b"paper%%EOF\n" + b"%%EOF\n" * 100_000

    assert coverage.ends(data)[:2] == [10, 11]
    assert len(coverage.ends(data)) <= 5 * coverage.MOST_ENDS + 1


@pytest.mark.parametrize(
    ("gap", "is_clean"),
    [
        (b"<300101>", True),
        (b"<30010100>", True),
        (b"<300101000000>", True),
        (b"<300101000001>", False),
        (b"<30010aAB00>", False),
        (b"<3001 100>", False),
        (b"(30010100)", False),
        (b"<308101aa00>", True),
        (b"<30>", False),
        (b"<>", True),
    ],
)
def test_a_gap_holds_one_value_and_then_zeros_in_one_case(gap, is_clean):
    covered = coverage.Range(3, 3 + len(gap), 99)

    assert coverage.gap_is_clean(b"abc" + gap + b"def", covered) is is_clean


@pytest.mark.parametrize(
    ("data", "end", "problem"),
    [
        (b"0123456789", 10, None),
        (b"0123456789", 11, "cut_short"),
        (b"0123456789\n7 0 obj <<", 10, "cut_short"),
        (b"0123456789\n7 0 obj <<>> endobj\n%%EOF", 10, "appended_after_last_signature"),
        (b"0123456789 junk", 10, "appended_after_last_signature"),
    ],
)
def test_what_follows_the_last_signature_has_a_name(data, end, problem):
    assert coverage.tail_problem(data, end) == problem


@pytest.fixture
def time_stamper():
    """A stranger's time-stamp service: RSA, certified by itself."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Dấu thời gian")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(SIGNED_AT - timedelta(days=1))
        .not_valid_after(SIGNED_AT + timedelta(days=999))
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(key, hashes.SHA256())
    )
    der = serialization.Encoding.DER
    plain = key.private_bytes(der, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return DummyTimeStamper(
        asn1_x509.Certificate.load(certificate.public_bytes(der)),
        keys.PrivateKeyInfo.load(plain),
        fixed_dt=SIGNED_AT + timedelta(hours=1),
    )


def test_a_document_time_stamp_after_the_signatures_keeps_the_file_unchanged(signed, time_stamper):
    """The later upgrade to long-term signatures must end like this."""
    writer = IncrementalPdfFileWriter(io.BytesIO(signed.pdf))
    stamped = PdfTimeStamper(time_stamper).timestamp_pdf(writer, "sha256").getvalue()

    report = verification.inspect(stamped, roots=signed.roots, at=CHECKED_AT)

    assert (report.unchanged, report.covers_whole_file, len(report.signatures)) == (True, True, 7)
    assert [s.trusted for s in report.signatures] == [True] * 6 + [False]


def test_more_than_fifty_signatures_are_not_examined(signed):
    with pikepdf.open(io.BytesIO(signed.pdf)) as pdf:
        first = pdf.Root.AcroForm.Fields[0]
        for number in range(60):
            copy = pdf.make_indirect(pikepdf.Dictionary(FT=first.FT, T=f"x{number}", V=first.V))
            pdf.Root.AcroForm.Fields.append(copy)
        out = io.BytesIO()
        pdf.save(out)

    report = verification.inspect(out.getvalue(), roots=signed.roots, at=CHECKED_AT)

    assert (report.kind, report.unchanged, report.problems) == ("signed", None, ("too_many_signatures",))
