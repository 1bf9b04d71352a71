"""How fast papers are: `python benchmarks/papers.py` prints medians and ratios of interleaved rounds.

The bare row is WeasyPrint alone on the same HTML with the same style sheet and fonts (read anew for each
document, as a program without our engine would); the rest is what this project adds.
"""

# ruff: noqa: PLC0415, T201 - settings must be chosen before Django's parts are imported; printing is its purpose

import os
import statistics
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.testing")

ROUNDS = 15
SECRET = b"a benchmark's secret of 32 bytes or more"
PIN = "246810"
AT = datetime(2022, 2, 11, 2, 15, 30, tzinfo=UTC)


def timed(work, *arguments, **named):
    started = time.perf_counter()
    result = work(*arguments, **named)
    return result, (time.perf_counter() - started) * 1000


def bare(html):
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    sheet = CSS(filename=ROOT / "static/print/paper.css", font_config=fonts)
    return HTML(string=html).write_pdf(stylesheets=[sheet], font_config=fonts)


def sign_all(paper, prepared, ca):
    from pacts.documents import authority, signing

    pdf, unlocking, making = prepared, [], []
    for number, party in enumerate(paper.parties):
        name = f"Nguyễn Thị Ước {number + 1}"
        credential = authority.issue_certificate(
            ca,
            common_name=name,
            unit_name=party.unit,
            pin=PIN,
            secret=SECRET,
            is_test=True,
            at=AT - timedelta(hours=1),
        )
        key, spent = timed(authority.unlock, credential.encrypted_key, PIN, SECRET)
        unlocking.append(spent)
        at = AT + timedelta(minutes=number)
        stamp = signing.Stamp(signer=name, unit=party.unit, capacity_lines=("VIỆN TRƯỞNG",), at=at)
        pdf, spent = timed(
            signing.sign,
            pdf,
            field=party.field,
            certificate_pem=credential.certificate_pem,
            private_key=key,
            chain_pems=[ca.certificate_pem],
            stamp=stamp,
            reason="Ký giao ước thi đua",
            location="Bình Định",
        )
        making.append(spent)
    return pdf, unlocking, making


def measure():
    from django.template.loader import render_to_string

    from pacts.documents import authority, content, fields, rendering, verification
    from tests.pacts.documents.samples import PACT

    def ours():
        return rendering.render_pdf(
            template=PACT.template, paper=PACT, attachments={"pact.json": content.as_json(PACT)}
        )

    html = render_to_string(PACT.template, {"paper": PACT, "language": "vi"})
    rendered = ours()
    bare(html)
    rounds = [(timed(bare, html)[1], timed(ours)[1]) for _round in range(ROUNDS)]
    times = {
        "bare WeasyPrint": [one for one, _two in rounds],
        "our render_pdf": [two for _one, two in rounds],
    }

    prepared = fields.add_signature_fields(rendered.pdf, rendered.fields)
    times["add six fields"] = [
        timed(fields.add_signature_fields, rendered.pdf, rendered.fields)[1] for _round in range(ROUNDS)
    ]
    ca = authority.create_authority(
        organisation="Viện", is_test=True, at=AT - timedelta(days=1), secret=SECRET
    )
    sign_all(PACT, prepared, ca)
    signed, times["unlock a key by PIN"], times["one signature"] = sign_all(PACT, prepared, ca)
    roots, at = [ca.certificate_pem], datetime.now(tz=UTC)
    verification.inspect(signed, roots=roots, at=at)
    times["check six signatures"] = [
        timed(verification.inspect, signed, roots=roots, at=at)[1] for _round in range(ROUNDS)
    ]
    times["pictures of the pages"] = [timed(rendering.page_images, signed)[1] for _round in range(5)]
    return times, rendered, signed


def main():
    import django

    django.setup()
    times, rendered, signed = measure()
    base = statistics.median(times["bare WeasyPrint"])
    print(f"{'':24}{'median ms':>10}{'least ms':>10}{'ratio':>8}")
    for name, values in times.items():
        middle = statistics.median(values)
        print(f"{name:24}{middle:10.1f}{min(values):10.1f}{middle / base:8.2f}")
    print(
        f"{rendered.page_count} pages, {len(rendered.pdf)} bytes unsigned, {len(signed)} with six signatures"
    )


if __name__ == "__main__":
    main()
