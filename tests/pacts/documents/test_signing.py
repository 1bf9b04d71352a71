import io
import re
import subprocess
from datetime import timedelta

import pikepdf
import pytest

from pacts.documents import authority, fields, rendering, signing
from tests.pacts.documents import samples
from tests.pacts.documents.conftest import PIN, SECRET, SIGNED_AT, issue, sign


def pdfsig(tmp_path, pdf):
    """What software that shares nothing with ours says."""
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf)
    return subprocess.run(["pdfsig", str(path)], capture_output=True, check=False).stdout.decode()


def test_six_people_sign_and_pdfsig_finds_six_valid_signatures(signed, tmp_path):
    said = pdfsig(tmp_path, signed.pdf)

    names = re.findall(r"Signer Certificate Common Name: (.+)", said)
    assert names == [samples.signer(number) for number in range(1, 7)]
    assert said.count("Signature Validation: Signature is Valid.") == 6
    assert said.count("Signature Type: ETSI.CAdES.detached") == 6
    assert said.count("- Total document signed") == 1


def test_each_signature_only_adds_bytes_to_what_was_there(signed):
    before = signed.prepared

    for state in signed.states:
        assert state.startswith(before)
        before = state


def test_all_fields_exist_before_the_first_signature(prepared):
    with pikepdf.open(io.BytesIO(prepared)) as pdf:
        names = [str(field.T) for field in pdf.Root.AcroForm.Fields]
        values = ["/V" in field for field in pdf.Root.AcroForm.Fields]

    assert names == [f"sig-{number}" for number in range(1, 7)]
    assert values == [False] * 6


def test_the_stamp_can_be_copied_as_text_and_shows_the_time_of_viet_nam(signed, tmp_path):
    pdf = tmp_path / "paper.pdf"
    pdf.write_bytes(signed.pdf)

    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True).stdout.decode()

    assert "Ký bởi: Nguyễn Thị Ước 1" in text
    assert "Đơn vị: VKSND TỈNH PHÚ YÊN" in text
    assert "Thời gian ký: 11/02/2022 09:15:30 +07:00" in text
    assert text.count("Chữ ký thử nghiệm, không có giá trị pháp lý") == 6


def test_a_stamp_with_the_longest_names_shows_all_of_them(tmp_path):
    stamp = signing.Stamp(
        signer="Nguyễn Thị Phương Thảo Hoàng Anh Minh Châu",
        unit=samples.LONG_UNIT.upper(),
        capacity_lines=("KT. VIỆN TRƯỞNG", "PHÓ VIỆN TRƯỞNG"),
        at=SIGNED_AT,
    )
    pdf = tmp_path / "stamp.pdf"
    pdf.write_bytes(signing.stamp_pdf(stamp, width=215, height=102, is_test=True))

    text = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, check=True).stdout.decode()

    words = " ".join(text.split())
    assert f"Đơn vị: {stamp.unit}" in words
    assert words.startswith("KT. VIỆN TRƯỞNG PHÓ VIỆN TRƯỞNG")
    assert words.count(stamp.signer) == 2
    assert "không có giá trị pháp lý" in words
    assert text.count("\f") == 1


def test_no_signature_certifies_the_file_so_that_other_tools_can_sign_after_it(signed):
    with pikepdf.open(io.BytesIO(signed.pdf)) as pdf:
        assert "/Perms" not in pdf.Root


@pytest.mark.parametrize("shift", [timedelta(days=-1), timedelta(days=366)])
def test_nobody_signs_before_or_after_the_life_of_the_certificate(prepared, ca, shift):
    credential = issue(ca, years=1)

    with pytest.raises(signing.CertificateNotValid):
        sign(prepared, ca, credential, at=SIGNED_AT + shift)


def test_nobody_signs_with_the_certificate_of_another(prepared, ca):
    mine, other = issue(ca), issue(ca, name="Người Khác")

    with pytest.raises(signing.KeyMismatch):
        signing.sign(
            prepared,
            field="sig-1",
            certificate_pem=other.certificate_pem,
            private_key=authority.unlock(mine.encrypted_key, PIN, SECRET),
            chain_pems=[ca.certificate_pem],
            stamp=signing.Stamp(signer="A", unit="B", capacity_lines=("C",), at=SIGNED_AT),
            reason="",
            location="",
        )


@pytest.mark.parametrize("field", ["sig-1", "sig-99"])
def test_a_field_that_is_taken_or_missing_is_refused(signed, ca, field):
    with pytest.raises(signing.FieldNotFree):
        sign(signed.states[0], ca, issue(ca), field=field)


def test_no_field_is_added_once_somebody_has_signed(signed):
    box = rendering.FieldBox(name="sig-7", page=0, box=(10, 10, 90, 40))

    with pytest.raises(fields.AlreadySigned):
        fields.add_signature_fields(signed.states[0], [box])


def test_pictures_of_the_pages_show_the_stamps(signed):
    before = rendering.page_images(signed.prepared, width_px=390)
    after = rendering.page_images(signed.pdf, width_px=390)

    assert [one == other for one, other in zip(before, after, strict=True)] == [True, False]
