"""A paper that comes back from another tool: exactly what was given and one good signature, or refused."""

from dataclasses import replace
from datetime import timedelta

import pytest
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.asymmetric import rsa
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter

from pacts.documents.bringing_back import examine_brought
from pacts.documents.inspection.reading import read
from pacts.documents.outside_certificates import NotAccepted, Trust, names_match
from pacts.services import issuing
from tests.factories.outside import as_asn1, make_authority, sign_elsewhere
from tests.pacts.documents import attacks, forgeries, samples
from tests.pacts.documents.conftest import SIGNED_AT

FREE = (20, 20, 120, 60)  # the lower margin of a page
AT = SIGNED_AT + timedelta(minutes=5)
NAME = "Trần Thị Ước"


@pytest.fixture(scope="module")
def abroad():
    return make_authority(SIGNED_AT)


@pytest.fixture(scope="module")
def token(abroad):
    return abroad.issue(NAME, SIGNED_AT)


@pytest.fixture(scope="module")
def given(signed):
    """The file with one signature: the second party signs elsewhere."""
    return signed.states[0]


@pytest.fixture(scope="module")
def good(given, token):
    return sign_elsewhere(given, token, AT, field="sig-2")


def examined(given, brought, abroad, **more):
    trust = more.pop("trust", Trust(roots=[abroad.pem]))
    values = {"field": "sig-2", "since": SIGNED_AT, "at": AT} | more
    return examine_brought(given, brought, trust=trust, **values)


def refused(given, brought, abroad, **more):
    with pytest.raises(NotAccepted) as error:
        examined(given, brought, abroad, **more)
    return error.value.code


def test_a_signature_in_the_partys_place_is_accepted_and_described(given, good, abroad):
    found = examined(given, good, abroad)

    assert (found.field, found.common_name, found.signed_at) == ("sig-2", NAME, AT)


def test_the_first_signature_of_all_may_come_from_elsewhere(prepared, token, abroad):
    found = examined(prepared, sign_elsewhere(prepared, token, AT), abroad, field="sig-1")

    assert found.field == "sig-1"


def test_a_tool_may_show_its_own_place_where_nothing_is_printed(given, token, abroad):
    brought = sign_elsewhere(given, token, AT, field="Chữ ký 1", box=FREE)

    assert examined(given, brought, abroad).field == "Chữ ký 1"


def test_a_tool_of_the_older_kind_is_accepted(given, token, abroad):
    brought = sign_elsewhere(given, token, AT, field="sig-2", subfilter=SigSeedSubFilter.ADOBE_PKCS7_DETACHED)

    assert examined(given, brought, abroad).common_name == NAME


def test_a_new_place_may_cover_neither_words_nor_another_place(given, token, abroad):
    over_text = sign_elsewhere(given, token, AT, field="new", box=(80, 500, 500, 760))

    assert refused(given, over_text, abroad) == "covers_text"


def test_a_new_place_may_lie_in_the_partys_own_cell_and_in_no_other(given, token, abroad):
    cells = {cell: box for page in read(given).pages for cell, box in page.fields.items()}
    own, other = cells["sig-2"], cells["sig-4"]

    def stamped(box):
        edges = (box.left, box.bottom + 5, box.right, box.top - 5)
        return sign_elsewhere(given, token, AT, field="Chữ ký 1", box=edges, page=1)

    assert examined(given, stamped(own), abroad).field == "Chữ ký 1"
    assert refused(given, stamped(other), abroad) == "covers_text"


def test_a_new_place_may_not_cover_the_qr_code(token, abroad):
    paper = issuing.prepare(samples.PACT).pdf
    sheets = read(paper)
    page, code = next(
        (number, shape)
        for number, sheet in enumerate(sheets.pages)
        for shape in sheet.shapes
        if shape.width > 70 and abs(shape.width - shape.height) < 1
    )
    box = (code.left, code.bottom, code.right, code.top)

    brought = sign_elsewhere(paper, token, AT, field="Chữ ký 1", box=box, page=page)

    assert refused(paper, brought, abroad, field="sig-1") == "covers_text"


@pytest.mark.parametrize("odd", ["version", "key"])
def test_a_certificate_that_nobody_can_read_beside_a_good_signature_is_left_out(given, token, abroad, odd):
    stray = as_asn1(make_authority(SIGNED_AT, "Lạ").certificate)
    if odd == "version":
        stray["tbs_certificate"]["version"] = 7
    else:
        stray["tbs_certificate"]["subject_public_key_info"]["public_key"] = b"\x04" + bytes(64)
    strange = replace(token, strays=(asn1_x509.Certificate.load(stray.dump(force=True)),))

    brought = sign_elsewhere(given, strange, AT, field="sig-2")

    assert examined(given, brought, abroad).common_name == NAME


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda given, good: given, "not_signed"),
        (lambda given, good: given[:-1], "other_bytes"),
        (lambda given, good: b"", "not_a_pdf"),
        (lambda given, good: b"PK\x03\x04 a list", "not_a_pdf"),
        (lambda given, good: attacks.flip_text(good), "other_bytes"),
        (lambda given, good: attacks.rewrite_whole_file(good), "other_bytes"),
        (lambda given, good: given + b"x" * 21_000_000, "too_large"),
        (lambda given, good: given + b"\n%garbage", "not_signed"),
        (lambda given, good: good + b"\n%garbage", "appended"),
        (lambda given, good: attacks.draw_on_page(good), "changed"),
        (lambda given, good: attacks.flip_signature(good), "signature_broken"),
    ],
)
def test_anything_else_is_refused_with_the_reason(given, good, abroad, change, code):
    assert refused(given, change(given, good), abroad) == code


@pytest.mark.parametrize(
    "attack",
    [
        attacks.draw_on_page,
        attacks.add_annotation,
        attacks.move_field,
        attacks.replace_catalogue,
        forgeries.cover_page,
    ],
)
def test_a_change_made_before_the_signature_is_refused(prepared, token, abroad, attack):
    brought = sign_elsewhere(attack(prepared), token, AT)

    assert refused(prepared, brought, abroad, field="sig-1") == "changed"


def test_two_signatures_at_once_are_refused(given, good, token, abroad):
    brought = sign_elsewhere(good, token, AT, field="sig-3")

    assert refused(given, brought, abroad) == "several_signatures"


def test_another_partys_place_is_refused(given, token, abroad):
    assert refused(given, sign_elsewhere(given, token, AT, field="sig-3"), abroad) == "other_place"


def test_a_signature_that_locks_the_file_is_refused(prepared, token, abroad):
    brought = sign_elsewhere(prepared, token, AT, certify=True, docmdp_permissions=MDPPerm.NO_CHANGES)

    assert refused(prepared, brought, abroad, field="sig-1") == "locks_the_file"


def test_without_configured_roots_nothing_from_elsewhere_is_accepted(given, good, abroad):
    assert refused(given, good, abroad, trust=Trust(roots=[])) == "no_roots"


def test_a_certificate_of_an_unknown_authority_is_refused(given, good, abroad):
    other = make_authority(SIGNED_AT)

    assert refused(given, good, abroad, trust=Trust(roots=[other.pem])) == "untrusted"


@pytest.mark.parametrize("days", [(-30, -1), (1, 30)])
def test_case_22_a_certificate_outside_its_time_is_refused(given, abroad, days):
    token = abroad.issue(NAME, AT, days=days)

    assert refused(given, sign_elsewhere(given, token, AT, field="sig-2"), abroad) == "expired"


def test_case_22_a_revoked_certificate_is_refused_where_the_list_is_at_hand(given, good, token, abroad):
    trust = Trust(roots=[abroad.pem], revocation_lists=[abroad.revocation_list([token], AT)])
    other = Trust(roots=[abroad.pem], revocation_lists=[abroad.revocation_list([], AT)])

    assert refused(given, good, abroad, trust=trust) == "revoked"
    assert examined(given, good, abroad, trust=other).common_name == NAME


def test_a_certificate_that_is_not_for_signing_is_refused(given, abroad):
    token = abroad.issue(NAME, SIGNED_AT, signs=False)

    assert refused(given, sign_elsewhere(given, token, AT, field="sig-2"), abroad) == "not_for_signing"


def test_a_key_that_is_too_short_is_refused(given, abroad):
    token = abroad.issue(NAME, SIGNED_AT, key=rsa.generate_private_key(65537, 1024))  # noqa: S505 - that is the point

    assert refused(given, sign_elsewhere(given, token, AT, field="sig-2"), abroad) == "weak"


@pytest.mark.parametrize("minutes", [-60, 60])
def test_a_signature_whose_time_is_not_now_is_refused(given, token, abroad, minutes):
    brought = sign_elsewhere(given, token, AT + timedelta(minutes=minutes), field="sig-2")

    assert refused(given, brought, abroad) in {"wrong_clock", "changed"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("TRẦN THỊ ƯỚC", "Trần Thị Ước", True),
        ("Trần  Thị Ước ", "Trần Thị Ước", True),
        ("Trần Thị Ước", "Trần Thị Ước", True),
        ("Tran Thi Uoc", "Trần Thị Ước", False),
        ("Trần Thị Ước A", "Trần Thị Ước", False),
    ],
)
def test_names_are_compared_with_their_tones(one, other, same):
    assert names_match(one, other) is same


def test_flipped_bits_are_never_accepted(given, good, abroad):
    import random  # noqa: PLC0415 - only this test throws dice

    dice = random.Random(4)  # noqa: S311 - no secret
    positions = [dice.randrange(len(given), len(good)) for _try in range(30)]
    accepted = []
    for position in positions:
        try:
            examined(given, attacks.flip(good, position, dice.randrange(8)), abroad)
        except NotAccepted:
            continue
        accepted.append(position)

    assert accepted == []
