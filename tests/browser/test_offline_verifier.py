"""The page that checks papers with the network off: in Chromium, from a file, each spoilt paper in its own words."""

from __future__ import annotations

import hashlib
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.management import call_command

from pacts.documents import authority, proof
from pacts.services import issuing
from tests.pacts.documents import attacks, forgeries, samples
from tests.pacts.documents.conftest import SECRET, SIGNED_AT, issue, sign
from tests.pacts.documents.test_inspection_good import MINUTES

pytestmark = pytest.mark.browser
OTHER = replace(samples.PACT, subtitle="Năm 2022 của Cụm thi đua số 9")


@pytest.fixture(scope="module")
def papers():
    """A paper that two have signed, the same before anyone has, and the code on it; and another paper's code."""
    # Signing runs an event loop of its own, and in this thread the browser's is running already.
    with ThreadPoolExecutor(max_workers=1) as beside:
        return beside.submit(_papers).result()


def _papers() -> dict[str, Any]:
    ca = authority.create_authority(
        organisation="Viện", is_test=True, at=SIGNED_AT - timedelta(days=9), secret=SECRET
    )
    frozen = issuing.prepare(samples.PACT).pdf
    signed = sign(sign(frozen, ca, issue(ca)), ca, issue(ca), field="sig-2")
    other = code_in(issuing.prepare(OTHER).pdf)
    minutes = issuing.prepare(replace(MINUTES, check_url="https://thidua.example/kiem-tra")).pdf
    return {"frozen": frozen, "signed": signed, "code": code_in(frozen), "other": other, "minutes": minutes}


@pytest.fixture(scope="module")
def page(browser, papers, tmp_path_factory):
    """The page from a file, in a browser that reaches nothing."""
    path = tmp_path_factory.mktemp("offline") / "kiem-tra.html"
    call_command("offline_verifier", str(path))
    context = browser.new_context(offline=True, locale="vi-VN")
    page, faults = context.new_page(), []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "request", lambda request: faults.append(request.url) if not request.url.startswith("file:") else None
    )
    page.goto(path.as_uri())
    yield page
    context.close()
    assert faults == []


def code_in(pdf: bytes) -> str:
    with pikepdf.open(BytesIO(pdf)) as document:
        return document.attachments["proof.txt"].get_file().read_bytes().decode()


def ask(page, data: bytes, code: str) -> str:
    """The state that the page answers with."""
    page.evaluate("delete document.getElementById('result').dataset.state")
    page.set_input_files("#file", {"name": "a.pdf", "mimeType": "application/pdf", "buffer": data})
    page.fill("#code", code)
    page.click("button")
    return page.wait_for_selector("#result[data-state]").get_attribute("data-state")


def with_content(pdf: bytes, change) -> bytes:
    """The file with other embedded content, written anew as any tool does it; None takes it out."""
    with pikepdf.open(BytesIO(pdf)) as document:
        before = document.attachments["content.json"].get_file().read_bytes()
        del document.attachments["content.json"]
        after = change(before)
        if after is not None:
            document.attachments["content.json"] = pikepdf.AttachedFileSpec(
                document, after, mime_type="application/json"
            )
        out = BytesIO()
        document.save(out)
    return out.getvalue()


def with_other_pages(pdf: bytes) -> bytes:
    """What a forger makes in minutes: pages of his own, the genuine attachments, and in a comment the digest of
    it all beside the words by which a signature says what it covers."""
    with pikepdf.open(BytesIO(pdf)) as genuine, pikepdf.new() as document:
        document.add_blank_page()
        for name, attached in genuine.attachments.items():
            data = attached.get_file().read_bytes()
            document.attachments[name] = pikepdf.AttachedFileSpec(document, data)
        out = BytesIO()
        document.save(out)
    before, room = out.getvalue() + b"%", 66
    for _round in range(3):  # the numbers are part of what they count
        end = len(before)
        comment = b"/ByteRange [0 %d %d 1] " % (end, end + room)
        before = out.getvalue() + b"%" + comment
    digest = hashlib.sha256(before + b"\n").hexdigest().encode()
    return before + b"<" + digest + b">" + b"\n"


def in_place(pdf: bytes) -> bytes:
    """The packed content, replaced by another of the same packed length: nothing else of the file moves."""
    start = pdf.index(b"stream", pdf.index(b"/Subtype /application#2fjson")) + 7
    end = pdf.index(b"\nendstream", start)
    said = zlib.decompress(pdf[start:end]).replace("từ 90 % trở lên".encode(), "từ 70 % trở lên".encode())
    packed = zlib.compress(said, 9)
    return pdf[:start] + packed[: end - start].ljust(end - start, b"\0") + pdf[end:]


def forged(code: str) -> str:
    """The same claim, signed by somebody else under the name of our key."""
    address, _mark, token = code.partition("?p=")
    return f"{address}?p={token[:100]}{'A' if token[100] != 'A' else 'B'}{token[101:]}"


def strange() -> str:
    claim = proof.Claim(paper_id=issuing.uuid4(), dated_on=samples.PACT.dated_on, sha256="00" * 32)
    return proof.sign_claim(claim, ec.generate_private_key(ec.SECP256R1()))


def test_the_signed_paper_and_the_code_on_it_are_genuine_and_the_content_is_shown_in_words(page, papers):
    state = ask(page, papers["signed"], papers["code"])

    shown = page.inner_text("#content")
    assert state == "genuine"
    for clause in samples.PACT.clauses:
        assert f"Điều {clause.number}. {clause.heading}" in shown
        assert [one.requirement for one in clause.targets if one.requirement not in shown] == []
    assert [one.unit for one in samples.PACT.parties if one.unit not in shown] == []


def test_the_content_of_a_paper_of_another_kind_is_shown_in_words_too(page, papers):
    state = ask(page, papers["minutes"], "")

    shown = page.inner_text("#content")
    wanted = [
        MINUTES.chair.name,
        MINUTES.started,
        *(one.subject for one in MINUTES.agenda),
        *MINUTES.recipients,
    ]
    assert state == "genuine"
    assert [words for words in wanted if words not in shown] == []
    assert [words for words in ("object", "print/", "sig-") if words in shown] == []


def test_without_a_code_the_one_in_the_file_is_taken_and_that_is_said(page, papers):
    state = ask(page, papers["signed"], "")

    assert state == "genuine"
    assert "Mã được lấy từ chính tệp này" in page.inner_text("#result")


def test_a_bare_token_counts_like_the_whole_address(page, papers):
    assert ask(page, papers["signed"], f"  {papers['code'].partition('?p=')[2]}\n") == "genuine"


FILES = {
    "the signed paper": lambda papers: papers["signed"],
    "the paper before anyone signs": lambda papers: papers["frozen"],
    "something drawn on a page": lambda papers: attacks.draw_on_page(papers["signed"]),
    "a picture over a page": lambda papers: forgeries.cover_page(papers["signed"]),
    "bytes appended": lambda papers: attacks.append_bytes(papers["signed"]),
    "a letter changed on a page": lambda papers: attacks.flip_text(papers["signed"]),
    "written anew": lambda papers: attacks.rewrite_whole_file(papers["signed"]),
    "other pages and a digest that nobody signed": lambda papers: with_other_pages(papers["frozen"]),
}


@pytest.mark.parametrize("file", FILES.values(), ids=FILES)
def test_of_no_file_are_the_pages_called_checked_and_the_content_that_was_issued_is_shown(page, papers, file):
    state = ask(page, file(papers), papers["code"])

    assert (state, page.get_attribute("#result", "class")) == ("genuine", "panel wait")
    assert "không được kiểm tra" in page.inner_text("#result h2")
    assert "hãy so từng trang" in page.inner_text("#result li")
    assert samples.PACT.clauses[0].body in page.inner_text("#content")


@pytest.mark.parametrize("code", ["code", ""])
def test_changed_content_is_told(page, papers, code):
    def softer(content: bytes) -> bytes:
        return content.replace("từ 90 % trở lên".encode(), "từ 70 % trở lên".encode())

    for bad in (with_content(papers["signed"], softer), in_place(papers["signed"])):
        assert ask(page, bad, papers.get(code, "")) == "tampered"
    assert page.is_hidden("#content")


@pytest.mark.parametrize(
    ("code", "state"),
    [
        (lambda papers: papers["other"], "other_paper"),
        (lambda papers: forged(papers["code"]), "forged"),
        (lambda papers: strange(), "unknown_key"),
        (lambda papers: "https://thidua.example/check/", "not_a_code"),
        (lambda papers: "A" * 162, "not_a_code"),
    ],
)
def test_the_wrong_code_is_told_in_its_own_words(page, papers, code, state):
    assert ask(page, papers["signed"], code(papers)) == state


def test_a_file_without_the_embedded_content_is_told(page, papers):
    assert ask(page, with_content(papers["signed"], lambda _content: None), papers["code"]) == "no_content"


def test_a_file_that_is_no_pdf_and_no_file_at_all_are_told(page, papers):
    assert ask(page, b"PK\x03\x04 no paper", papers["code"]) == "not_a_pdf"
    page.evaluate("document.getElementById('form').reset()")
    page.click("button")
    assert page.wait_for_selector("#result[data-state=no_file]")
