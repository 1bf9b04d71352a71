"""The content embedded in a paper is what its pages print: nothing less, and nothing more."""

from __future__ import annotations

import json
import re
import subprocess
from io import BytesIO

import pikepdf
import pytest

from pacts.documents.content import date_words
from pacts.services import issuing
from tests.pacts.documents import samples

# What every pact prints beside its content.
FIXED = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: ", "Điều ", "Mã", "Chỉ tiêu",
    "Mức phấn đấu", "CHỨNG KIẾN", "Nơi nhận:", "Kiểm tra chữ ký tại: ", "./.",
)  # fmt: skip
NOT_PRINTED = {"template", "field", "is_rehearsal", "dated_on"}
MARGIN = 57  # points: 20 mm, above which only the page's number and mark stand


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def printed(pdf: bytes, path) -> str:
    path.write_bytes(pdf)
    area = ["-x", "0", "-y", str(MARGIN), "-W", "596", "-H", str(842 - MARGIN)]
    run = subprocess.run(["pdftotext", "-raw", *area, str(path), "-"], capture_output=True, check=True)
    return bare(run.stdout.decode())


def said(content, key: str = "") -> list[str]:
    """Every text and number of the content, one paragraph each, as far as papers print them."""
    if isinstance(content, dict):
        return [
            text for name, value in content.items() if name not in NOT_PRINTED for text in said(value, name)
        ]
    if isinstance(content, list):
        return [text for value in content for text in said(value, key)]
    if content is None:
        return []
    return [bare(line).rstrip(".;/") for line in str(content).splitlines() if line.strip()]


@pytest.fixture(
    scope="module",
    params=[samples.PACT, samples.BIG_PACT, samples.AMENDMENT],
    ids=["six parties", "eight and a witness", "amendment"],
)
def paper(request, tmp_path_factory):
    prepared = issuing.prepare(request.param)
    with pikepdf.open(BytesIO(prepared.pdf)) as pdf:
        content = json.loads(pdf.attachments["content.json"].get_file().read_bytes())
    return content, printed(prepared.pdf, tmp_path_factory.mktemp("printed") / "a.pdf"), request.param


def test_every_clause_target_and_number_of_the_content_is_printed(paper):
    content, text, source = paper

    assert [one for one in said(content) if one not in text] == []
    assert len(content["clauses"]) == len(source.clauses)
    for clause in content["clauses"]:
        assert f"Điều{clause['number']}.{bare(clause['heading'])}" in text
        for target in clause["targets"]:
            printed_row = [target["code"], target["text"], *target["details"], target["requirement"]]
            assert bare("".join(printed_row)) in text


def test_nothing_is_printed_that_the_content_does_not_say(paper):
    content, text, source = paper
    known = {*said(content), *map(bare, FIXED), bare(date_words(source.dated_on))}

    for one in sorted(known, key=len, reverse=True):
        text = text.replace(one, "\n")

    assert re.sub(r"[\s.,;:-]", "", text) == ""
