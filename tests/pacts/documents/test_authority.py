from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from pacts.documents import authority
from tests.pacts.documents.conftest import PIN, QUICK, SECRET, SIGNED_AT, issue
from tests.pacts.documents.samples import LONG_UNIT


def test_a_certificate_names_the_person_the_unit_and_that_it_is_a_test(ca):
    credential = issue(ca)

    certificate = x509.load_pem_x509_certificate(credential.certificate_pem)
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage)
    assert credential.subject == (
        "CN=Nguyễn Thị Ước,OU=VKSND TỈNH QUẢNG NAM,"
        "O=Viện kiểm sát nhân dân (THỬ NGHIỆM – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ),C=VN"
    )
    assert credential.issuer == x509.load_pem_x509_certificate(ca.certificate_pem).subject.rfc4514_string()
    assert credential.serial == f"{certificate.serial_number:x}"
    assert (usage.critical, usage.value.digital_signature, usage.value.content_commitment) == (
        True,
        True,
        True,
    )
    assert isinstance(certificate.public_key().curve, ec.SECP256R1)


def test_the_authority_itself_signs_its_certificates(ca):
    root = x509.load_pem_x509_certificate(ca.certificate_pem)

    certificate = x509.load_pem_x509_certificate(issue(ca).certificate_pem)

    certificate.verify_directly_issued_by(root)


def test_case_74_the_longest_names_get_a_certificate_with_the_words_that_fit(ca):
    name = "Nguyễn Thị Phương Thảo Hoàng Anh Minh Châu Ngọc Bảo Hân"

    subject = x509.load_pem_x509_certificate(issue(ca, name=name, unit=LONG_UNIT).certificate_pem).subject

    assert [part.value for part in subject][-2:] == [
        LONG_UNIT,
        "Nguyễn Thị Phương Thảo Hoàng Anh Minh Châu Ngọc",
    ]


def test_a_real_authority_does_not_call_itself_a_test():
    real = authority.create_authority(
        organisation="Viện kiểm sát", is_test=False, at=SIGNED_AT, secret=SECRET
    )

    assert "THỬ NGHIỆM" not in x509.load_pem_x509_certificate(real.certificate_pem).subject.rfc4514_string()


def test_the_right_pin_and_secret_open_the_key_of_the_certificate(ca):
    credential = issue(ca)

    key = authority.unlock(credential.encrypted_key, PIN, SECRET)

    assert key.public_key() == x509.load_pem_x509_certificate(credential.certificate_pem).public_key()


@pytest.mark.parametrize(
    ("pin", "secret"), [("246811", SECRET), (PIN, b"another secret of thirty-two bytes!")]
)
def test_a_wrong_pin_or_a_wrong_secret_does_not(ca, pin, secret):
    with pytest.raises(authority.WrongPin):
        authority.unlock(issue(ca).encrypted_key, pin, secret)


@pytest.mark.parametrize("damaged", [b"", b"KEY1", b"KEY2" + b"x" * 99, b"KEY1\xff" + b"x" * 99])
def test_bytes_that_are_no_sealed_key_are_called_so(damaged):
    with pytest.raises(authority.KeyDamaged):
        authority.unlock(damaged, PIN, SECRET)


def test_two_keys_of_one_pin_share_nothing_that_tells(ca):
    first, second = issue(ca), issue(ca)

    assert first.encrypted_key[5:21] != second.encrypted_key[5:21]
    assert first.serial != second.serial


def test_a_certificate_never_outlives_its_authority():
    short = authority.create_authority(
        organisation="Viện", is_test=True, at=SIGNED_AT, secret=SECRET, years=1
    )

    credential = issue(short, at=SIGNED_AT + timedelta(days=1), years=3)

    assert credential.not_after == x509.load_pem_x509_certificate(short.certificate_pem).not_valid_after_utc


def test_three_years_from_a_leap_day_end_on_the_last_day_of_february():
    at = datetime(2024, 2, 29, 1, tzinfo=UTC)
    root = authority.create_authority(organisation="Viện", is_test=True, at=at, secret=SECRET, years=3)

    end = x509.load_pem_x509_certificate(root.certificate_pem).not_valid_after_utc
    assert end == datetime(2027, 2, 28, 1, tzinfo=UTC)


def test_a_seed_gives_the_same_serial_again(ca):
    serials = {
        authority.issue_certificate(
            ca,
            common_name="A",
            unit_name="B",
            pin=PIN,
            secret=SECRET,
            is_test=True,
            at=SIGNED_AT,
            serial_seed=b"seed",
            work=QUICK,
        ).serial
        for _round in range(2)
    }

    assert len(serials) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"common_name": " "},
        {"common_name": "x" * 65},
        {"pin": "12345"},
        {"is_test": False},
        {"secret": b"short"},
        {"secret": b"another secret of thirty-two bytes!"},
    ],
)
def test_what_a_certificate_cannot_hold_or_must_not_claim_is_refused(ca, wrong):
    values = {"common_name": "A", "unit_name": "B", "pin": PIN, "secret": SECRET, "is_test": True, **wrong}

    with pytest.raises(ValueError, match=r".+"):
        authority.issue_certificate(ca, at=SIGNED_AT, work=QUICK, **values)


def test_secrets_are_not_shown_when_values_are_printed(ca):
    assert "key" not in repr(ca).replace("Authority(certificate_pem", "")
    assert "encrypted_key" not in repr(issue(ca))
