"""The signed digest on a paper: made once, read by anyone, forged by nobody."""

from __future__ import annotations

import base64
import itertools
from dataclasses import replace
from datetime import date
from io import BytesIO
from uuid import UUID

import pytest
import segno
from cryptography.hazmat.primitives.asymmetric import ec
from PIL import Image

from pacts.documents import proof, rendering
from pacts.documents.authority import KeyDamaged
from tests.pacts.documents import samples

SECRET = b"an installation's secret, 32 bytes or more"
KEY = ec.derive_private_key(20260220, ec.SECP256R1())
PUBLIC = proof.public_bytes(KEY.public_key())
KEYS = {proof.key_id(PUBLIC): PUBLIC}
CLAIM = proof.Claim(paper_id=UUID(int=7), dated_on=date(2026, 2, 20), sha256="ab" * 32)
TOKEN = proof.sign_claim(CLAIM, KEY)


def address(host: str = "thidua.vks-mot-ten-dai.gov.vn", token: str = TOKEN) -> str:
    return f"https://{host}/check/?p={token}"


def altered(place: int, bit: int) -> str:
    data = bytearray(base64.urlsafe_b64decode(TOKEN + "=="))
    data[place] ^= 1 << bit
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def test_a_claim_is_read_back_as_it_was_made_and_the_same_claim_gives_the_same_text():
    assert proof.read_claim(TOKEN, keys=KEYS) == CLAIM
    assert proof.sign_claim(CLAIM, KEY) == TOKEN


def test_a_change_of_any_bit_is_refused():
    length = len(base64.urlsafe_b64decode(TOKEN + "=="))
    accepted = []
    for place in range(length):
        try:
            proof.read_claim(altered(place, place % 8), keys=KEYS)
        except proof.NotAClaim:
            continue
        accepted.append(place)

    assert accepted == []


def test_another_content_another_date_and_another_paper_are_forgeries():
    assert {len(altered(30, 1)), len(TOKEN)} == {len(TOKEN)}
    for place in (8, 24, 40):
        with pytest.raises(proof.Forged):
            proof.read_claim(altered(place, 0), keys=KEYS)


def test_a_claim_under_a_key_that_is_not_ours_is_told_from_a_forgery():
    stranger = proof.sign_claim(CLAIM, ec.derive_private_key(5, ec.SECP256R1()))

    with pytest.raises(proof.UnknownKey):
        proof.read_claim(stranger, keys=KEYS)


def test_a_key_of_another_kind_under_the_name_of_ours_opens_nothing():
    other = proof.public_bytes(ec.derive_private_key(6, ec.SECP256R1()).public_key())

    with pytest.raises(proof.Forged):
        proof.read_claim(TOKEN, keys={next(iter(KEYS)): other})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "=",
        TOKEN[:-1],
        TOKEN + "A",
        TOKEN + "=",
        TOKEN[:-1] + "ệ",
        " " + TOKEN,
        "A" * 162,
        "_" * 5000,
    ],
)
def test_any_other_text_is_no_claim(text):
    with pytest.raises(proof.NotAClaim):
        proof.read_claim(text, keys=KEYS)


def test_the_key_is_sealed_under_the_secret_and_opens_with_no_other():
    sealed = proof.seal(KEY, SECRET)

    assert proof.unseal(sealed, SECRET).private_numbers() == KEY.private_numbers()
    for wrong in (b"x" * 40, b""):
        with pytest.raises(KeyDamaged):
            proof.unseal(sealed, wrong)


def test_the_code_of_a_long_address_is_of_version_10_at_most():
    code = proof.code_of(address())

    assert (code.version <= 10, code.size, code.edge) == (True, 57, 65)


def test_the_printed_code_is_25_millimetres_wide_and_module_for_module_the_one_of_the_address():
    code = proof.code_of(address())
    paper = replace(samples.PACT, check_url=address(token=""))
    plain = rendering.render_pdf(template=paper.template, paper=samples.PACT)
    rendered = rendering.render_pdf(template=paper.template, paper=paper, code=code)
    last = Image.open(BytesIO(rendering.page_images(rendered.pdf, width_px=2480)[-1])).convert("L")

    matrix, millimetres = _read_code(last, code.size)

    assert matrix == [
        [bool(one) for one in row] for row in segno.make_qr(address(), error="m", boost_error=False).matrix
    ]
    assert millimetres >= 25
    assert rendered.page_count == plain.page_count


def _read_code(page: Image.Image, size: int) -> tuple[list[list[bool]], float]:
    """The modules of what stands right of "Nơi nhận", and their edge in millimetres."""
    width, height = page.size
    dark = page.crop((width * 7 // 10, 0, width, height)).point(lambda one: 255 * (one < 80))
    rows = [y for y in range(height) if dark.crop((0, y, dark.width, y + 1)).getbbox()]
    top = next(b for a, b in reversed(list(itertools.pairwise(rows))) if b - a > height // 100)
    area = dark.crop((0, top, dark.width, height))
    left, _top, right, bottom = area.getbbox()
    step = (right - left) / size
    assert abs((right - left) - bottom) <= 2
    matrix = [
        [area.getpixel((int(left + (x + 0.5) * step), int((y + 0.5) * step))) > 0 for x in range(size)]
        for y in range(size)
    ]
    return matrix, (right - left) * 210 / width
