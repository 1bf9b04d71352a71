import http.server
import io
import json
import shutil
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders, storage
from PIL import Image

from pacts.documents import content, rendering
from tests.pacts.documents import samples
from tests.pacts.documents.conftest import render

POINTS_PER_MM = 72 / 25.4
PDF_A = "{http://www.aiim.org/pdfa/ns/id/}"
DC = "{http://purl.org/dc/elements/1.1/}"
HOSTILE = (
    '<img src="{url}"><link rel="stylesheet" href="{url}"><style>@import url({url});</style>'
    '<object data="{url}"></object><a rel="attachment" href="file:///etc/hostname">x</a>'
    '<iframe src="{url}"></iframe>'
)


def texts(pdf):
    """The text of each page, read by other software than what wrote it."""
    out = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    return out.split("\f")[:-1]


def edges(pdf, number):
    """Free millimetres of a page: left, bottom, right, top."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[number]
    boxes = [one.get_bounds() for one in page.get_objects() if one.type == 1]
    width, height = page.get_size()
    free = (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        width - max(box[2] for box in boxes),
        height - max(box[3] for box in boxes),
    )
    document.close()
    return [edge / POINTS_PER_MM for edge in free]


@pytest.fixture(scope="module")
def big():
    return render(samples.BIG_PACT)


def test_equal_content_gives_equal_bytes_also_in_another_thread(rendered):
    others = []
    thread = threading.Thread(target=lambda: others.append(render(samples.PACT).pdf))
    thread.start()
    thread.join()

    assert [render(samples.PACT).pdf, *others] == [rendered.pdf, rendered.pdf]


def test_several_threads_may_print_at_once(rendered):
    with ThreadPoolExecutor(max_workers=4) as pool:
        printed = list(pool.map(lambda _number: render(samples.PACT).pdf, range(8)))

    assert set(printed) == {rendered.pdf}


def test_the_collected_assets_serve_where_the_sources_are_absent(rendered, monkeypatch, tmp_path):
    shutil.copytree(settings.BASE_DIR / "static" / "print", tmp_path / "print")
    monkeypatch.setattr(finders, "find", lambda _name: None)
    monkeypatch.setattr(storage.staticfiles_storage, "_location", str(tmp_path), raising=False)
    monkeypatch.setattr(storage.staticfiles_storage, "location", str(tmp_path), raising=False)

    assert rendering.own_asset("https://assets.invalid/paper.css") == tmp_path / "print" / "paper.css"


def test_every_party_has_a_field_of_the_same_size_in_the_order_of_the_parties(rendered):
    sizes = {(round(f.box[2] - f.box[0]), round(f.box[3] - f.box[1])) for f in rendered.fields}

    assert [f.name for f in rendered.fields] == [f"sig-{number}" for number in range(1, 7)]
    assert sizes == {(215, 103)}  # wide enough for a name, high enough for capacity, signature and name


def test_case_31_the_first_page_has_no_number_and_the_others_have_theirs_at_the_top(big):
    first_lines = [page.strip().splitlines()[0].strip() for page in texts(big.pdf)]

    assert first_lines[0].startswith("NGÀNH KIỂM SÁT NHÂN DÂN")
    assert first_lines[1:] == [str(number) for number in range(2, big.page_count + 1)]


def test_case_31_margins_are_inside_the_ranges_of_the_decree(big):
    left, _bottom, right, top = edges(big.pdf, 0)

    assert 29.5 <= left <= 35  # a serif may stand out of its box by a hair
    assert 14.5 <= right <= 20
    assert 19.5 <= top <= 25
    assert all(edges(big.pdf, number)[1] >= 19.5 for number in range(big.page_count))


def test_case_31_legal_bases_are_in_italics(rendered, tmp_path):
    pdf = tmp_path / "paper.pdf"
    pdf.write_bytes(rendered.pdf)

    out = subprocess.run(["pdftohtml", "-xml", "-i", "-stdout", pdf], capture_output=True, check=True)
    lines = [line for line in out.stdout.decode().splitlines() if "Căn cứ" in line]

    assert ["<i>Căn cứ" in line for line in lines] == [True, True, True]


def test_case_31_eight_cells_are_whole_on_one_page_each(big):
    pages = texts(big.pdf)

    for party in (*samples.BIG_PACT.parties, *samples.BIG_PACT.witnesses):
        page = next(f.page for f in big.fields if f.name == party.field)
        words = " ".join(pages[page].split())
        assert party.unit.split()[-1] in words


def test_case_31_at_least_two_lines_of_the_body_stand_above_the_first_signature(big):
    page = next(f.page for f in big.fields if f.name == "sig-1")

    body = texts(big.pdf)[page].split("VIỆN TRƯỞNG")[0].strip().splitlines()

    assert len([line for line in body if line.strip()]) >= 3  # the page number and two lines


def test_case_74_the_longest_unit_name_wraps_inside_its_cell_and_is_not_cut(big):
    document = pypdfium2.PdfDocument(big.pdf)
    field = next(f for f in big.fields if f.name == "sig-3")
    text = (
        document[field.page]
        .get_textpage()
        .get_text_bounded(left=85, bottom=field.box[3], right=field.box[2] + 15, top=field.box[3] + 70)
    )
    document.close()

    assert samples.LONG_UNIT.upper() in " ".join(text.split())


def test_every_font_is_ours_and_embedded(rendered):
    names = set()
    with pikepdf.open(io.BytesIO(rendered.pdf)) as pdf:
        for page in pdf.pages:
            for font in page.Resources.Font.values():
                descriptor = font.DescendantFonts[0].FontDescriptor
                assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
                names.add(str(font.BaseFont).split("+")[-1].split("-")[0])

    assert names == {"Tinos"}


def test_a_pact_is_tagged_pdf_a_with_title_author_and_its_content_inside(rendered):
    with pikepdf.open(io.BytesIO(rendered.pdf)) as pdf:
        metadata = dict(pdf.open_metadata())
        inside = json.loads(pdf.attachments["pact.json"].get_file().read_bytes())
        is_tagged = bool(pdf.Root.MarkInfo.Marked)

    assert (metadata[PDF_A + "part"], metadata[PDF_A + "conformance"].upper(), is_tagged) == ("3", "A", True)
    assert metadata[DC + "title"] == "GIAO ƯỚC THI ĐUA – Năm 2022 của Cụm thi đua số 8"
    assert list(metadata[DC + "creator"]) == ["CỤM THI ĐUA SỐ 8"]
    assert inside["subtitle"] == "Năm 2022 của Cụm thi đua số 8"


def test_a_rehearsal_says_so_on_every_page_and_a_real_paper_on_none(rendered, big):
    assert [content.REHEARSAL_MARK in page for page in texts(rendered.pdf)] == [True] * rendered.page_count
    assert [content.REHEARSAL_MARK in page for page in texts(big.pdf)] == [False] * big.page_count


def test_a_long_table_of_targets_repeats_its_header_on_each_page():
    targets = tuple(
        content.PaperTarget(code=str(number), text=f"Chỉ tiêu số {number}", requirement="100 %")
        for number in range(1, 61)
    )
    clause = replace(samples.CLAUSES[2], targets=targets)

    pages = texts(render(replace(samples.PACT, clauses=(clause,))).pdf)

    with_rows = [page for page in pages if "Chỉ tiêu số" in page]
    assert len(with_rows) >= 2
    assert all("Mức phấn đấu" in page for page in with_rows)


def test_text_is_composed_whatever_form_it_came_in():
    paper = replace(samples.PACT, preamble="Gia\u0300 u\u031bo\u031b\u0301c")

    assert "Già ước" in texts(render(paper).pdf)[0]


def test_hostile_text_is_printed_as_text_and_fetches_nothing():
    hits = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            hits.append(self.path)
            self.send_error(404)

        def log_message(self, *_arguments):
            return

    server = http.server.HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    text = HOSTILE.format(url=f"http://127.0.0.1:{server.server_port}/secret")
    escaped = render(replace(samples.PACT, preamble=text))
    # The second wall: even if some template forgot to escape.
    raw = rendering.render_html(f"<html lang=vi><title>x</title><body><p>a</p>{text}</body>", attachments={})
    server.shutdown()
    server.server_close()

    assert hits == []
    assert '<img src="http' in " ".join(texts(escaped.pdf)[0].split())
    with pikepdf.open(io.BytesIO(raw.pdf)) as pdf:
        assert list(pdf.attachments) == []


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/paper.css",
        "file:///etc/passwd",
        "https://assets.invalid/../../manage.py",
        "https://assets.invalid/%2e%2e/%2e%2e/manage.py",
        "https://assets.invalid/fonts/Tinos-OFL.txt",
        "https://assets.invalid/nothing.css",
        "https://assets.invalid.example/paper.css",
        "data:text/css,p{}",
    ],
)
def test_only_our_own_fonts_and_style_sheets_may_be_fetched(url):
    with pytest.raises(rendering.ForbiddenFetch):
        rendering.own_asset(url)


def test_a_paper_of_more_than_sixty_pages_is_refused():
    clause = content.PaperClause(number=1, heading="Dài", body="Một đoạn.\n" * 3000)

    with pytest.raises(rendering.PaperTooLong):
        render(replace(samples.PACT, clauses=(clause,)))


def test_an_endless_text_is_refused_before_its_layout():
    clause = content.PaperClause(number=1, heading="Dài", body="x" * rendering.MAX_HTML_CHARACTERS)

    with pytest.raises(rendering.PaperTooLong):
        render(replace(samples.PACT, clauses=(clause,)))


def test_pages_become_pictures_of_the_width_asked_for(rendered):
    pictures = [Image.open(io.BytesIO(png)) for png in rendering.page_images(rendered.pdf, width_px=390)]

    assert [picture.size for picture in pictures] == [(390, 552)] * rendered.page_count


def test_a_proposal_numbers_the_pages_of_its_annex_from_the_start_again():
    result = render(samples.SUBMISSION)

    pages = texts(result.pdf)
    annex = [page for page in pages if "Chức vụ, đơn vị" in page]

    assert "Số: 05/TTr-VKS" in pages[0]
    assert "Kính gửi: Hội đồng Thi đua - Khen thưởng" in pages[0]
    assert "quyết định./." in pages[0]
    assert annex[0].strip().startswith("Phụ lục")
    assert [page.strip().splitlines()[0].strip() for page in annex[1:]] == [
        str(number) for number in range(2, len(annex) + 1)
    ]
