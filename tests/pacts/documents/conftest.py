"""One authority, one prepared pact and its six signatures, made once: they are what takes the time."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from pacts.documents import authority, content, fields, rendering, signing
from tests.pacts.documents import samples

SECRET = b"an installation's secret, 32 bytes or more"
PIN = "246810"
SIGNED_AT = datetime(2022, 2, 11, 2, 15, 30, tzinfo=UTC)
CHECKED_AT = datetime(2026, 11, 22, tzinfo=UTC)
QUICK = 4  # log2 of scrypt's N: tests are not what it defends against


@dataclass(frozen=True)
class Signed:
    """The pact before, and after each of its signatures."""

    prepared: bytes
    states: tuple[bytes, ...]
    roots: tuple[bytes, ...]

    @property
    def pdf(self) -> bytes:
        return self.states[-1]


def issue(ca, name="Nguyễn Thị Ước", unit="VKSND TỈNH QUẢNG NAM", at=SIGNED_AT, years=3):
    return authority.issue_certificate(
        ca,
        common_name=name,
        unit_name=unit,
        pin=PIN,
        secret=SECRET,
        is_test=True,
        at=at - timedelta(hours=1),
        years=years,
        work=QUICK,
    )


def sign(pdf, ca, credential, *, field="sig-1", unit="VKSND TỈNH QUẢNG NAM", at=SIGNED_AT, signer="Người Ký"):
    return signing.sign(
        pdf,
        field=field,
        certificate_pem=credential.certificate_pem,
        private_key=authority.unlock(credential.encrypted_key, PIN, SECRET),
        chain_pems=[ca.certificate_pem],
        stamp=signing.Stamp(signer=signer, unit=unit, capacity_lines=("VIỆN TRƯỞNG",), at=at),
        reason="Ký giao ước thi đua",
        location="Bình Định",
    )


def render(paper):
    return rendering.render_pdf(
        template=paper.template, paper=paper, attachments={"pact.json": content.as_json(paper)}
    )


@pytest.fixture(scope="session")
def ca():
    return authority.create_authority(
        organisation="Viện kiểm sát nhân dân", is_test=True, at=SIGNED_AT - timedelta(days=9), secret=SECRET
    )


@pytest.fixture(scope="session")
def rendered():
    return render(samples.PACT)


@pytest.fixture(scope="session")
def prepared(rendered):
    return fields.add_signature_fields(rendered.pdf, rendered.fields)


@pytest.fixture(scope="session")
def signed(prepared, ca):
    pdf, states = prepared, []
    for number, party in enumerate(samples.PACT.parties):
        name = samples.signer(number + 1)
        credential = issue(ca, name=name, unit=party.unit)
        at = SIGNED_AT + timedelta(minutes=number)
        pdf = sign(pdf, ca, credential, field=party.field, unit=party.unit, at=at, signer=name)
        states.append(pdf)
    return Signed(prepared=prepared, states=tuple(states), roots=(ca.certificate_pem,))
