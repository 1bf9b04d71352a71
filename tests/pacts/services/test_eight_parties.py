"""A pact of eight parties, signed with keys of the installation and with tools of others, as other programs see it."""

from __future__ import annotations

import io
import re
import subprocess
import uuid
from pathlib import Path

import pikepdf
import pytest

from pacts.enums import PactStatus
from pacts.queries.check import check_paper
from pacts.services import outside
from pacts.services.outside_roots import trusted_roots
from tests.factories.outside import make_authority, sign_elsewhere
from tests.factories.pacts import at, make_signing_scene

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def scene(settings, tmp_path):
    """Every second head signs elsewhere, every fourth with a place of the tool's own."""
    authority = make_authority(at())
    settings.OUTSIDE_ROOTS_DIR = tmp_path
    (tmp_path / "root.pem").write_bytes(authority.pem)
    made = make_signing_scene(8)
    made.ready()
    for number, head in enumerate(made.heads):
        if number % 2:
            sign_outside(made, head, authority, box=(20, 20, 120, 50) if number % 4 == 1 else None)
        else:
            made.sign(head, minute=10 + number)
    return made


def sign_outside(scene, head, authority, box):
    party, number = scene.party(head), scene.heads.index(head)
    outside.reserve(party=party, shown_sha256=scene.shown, by=head, at=at(10 + number))
    token = authority.issue(head.person.full_name, at())
    name = f"Chữ ký {number}" if box else party.field_name
    shifted = (box[0] + 110 * (number // 4), *box[1:2], box[2] + 110 * (number // 4), box[3]) if box else None
    content = sign_elsewhere(scene.content(), token, at(10 + number), field=name, box=shifted)
    outside.bring_back(
        party=party,
        content=content,
        shown_sha256=scene.shown,
        request_key=uuid.uuid4(),
        by=head,
        at=at(10 + number),
    )


def test_eight_mixed_signatures_are_accepted_by_other_programs_and_the_structure_is_kept(scene, tmp_path):
    content = scene.content()
    scene.pact.refresh_from_db()

    found = check_paper(content, roots=trusted_roots(), at=at(50))
    file = tmp_path / "pact.pdf"
    file.write_bytes(content)
    said = subprocess.run(
        ["pdfsig", "-nocert", str(file)], capture_output=True, text=True, check=True, timeout=60
    ).stdout

    assert (scene.pact.status, found.verdict, found.signed) == (PactStatus.IN_FORCE, "valid", 8)
    assert len(re.findall("Signature is Valid", said)) == 8
    assert structure(content) == {
        "tagged": True,
        "part": "3",
        "conformance": "A",
        "relationships": {"/Source"},
        "intents": 1,
        "encrypted": False,
        "not embedded": set(),
        "attached": {"content.json", "proof.txt"},
    }


def structure(content: bytes) -> dict[str, object]:
    """What an archivable file with embedded data must show; whether it conforms only a validator can say."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert "/StructTreeRoot" in pdf.Root
        with pdf.open_metadata() as metadata:
            part, conformance = metadata.get("pdfaid:part"), metadata.get("pdfaid:conformance")
        return {
            "tagged": bool(pdf.Root.MarkInfo.Marked),
            "part": part,
            "conformance": conformance,
            "relationships": {str(one.AFRelationship) for one in pdf.Root.AF},
            "intents": len(pdf.Root.OutputIntents),
            "encrypted": pdf.is_encrypted,
            "not embedded": {str(font.BaseFont) for font in fonts(pdf) if not is_embedded(font)},
            "attached": set(pdf.attachments),
        }


def fonts(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """Every typeface of the file, those of stamps included; of a composite one the part that holds the glyphs."""
    found = [
        one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"
    ]
    return [font for font in found if font.get("/Subtype") != "/Type0"]


def is_embedded(font: pikepdf.Object) -> bool:
    return bool({"/FontFile", "/FontFile2", "/FontFile3"} & set(font.get("/FontDescriptor", {}).keys()))


def test_no_text_of_the_product_calls_a_paper_conformant():
    folders = ("pacts", "units", "awards", "templates", "docs", "locale")
    kinds = {".py", ".html", ".txt", ".md", ".po"}
    files = [file for folder in folders for file in (ROOT / folder).rglob("*") if file.suffix in kinds]

    claims = re.compile(r"conformant|conforms to PDF|(tuân thủ|đạt chuẩn|phù hợp) PDF/A", re.IGNORECASE)

    assert len(files) > 200
    assert [str(file) for file in files if claims.search(file.read_text())] == []
