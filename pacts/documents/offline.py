"""One HTML file that checks papers with the network off: keys, style and script inside, nothing fetched."""

import base64
import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from django.contrib.staticfiles import finders, storage
from django.template.loader import render_to_string

SCRIPTS = ("claim.js", "pdf.js", "page.js")
STYLE = "verify.css"
SCRIPT_MARK, STYLE_MARK = "<!--script-->", "<!--style-->"


def offline_verifier(
    *, keys: Mapping[str, bytes], organisation: str, check_url: str, language: str, made_on: date
) -> str:
    """The file. Its own policy lets it run these scripts and nothing else, and reach nowhere."""
    script = "\n".join(_asset(name) for name in SCRIPTS)
    style = _asset(STYLE)
    html = render_to_string(
        "pacts/offline_verifier.html",
        {
            "policy": f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}';"
            " base-uri 'none'; form-action 'none'",
            "keys": [(name, base64.b64encode(key).decode()) for name, key in keys.items()],
            "organisation": organisation,
            "check_url": check_url,
            "language": language,
            "made_on": f"{made_on:%d/%m/%Y}",
        },
    )
    return html.replace(STYLE_MARK, f"<style>{style}</style>").replace(
        SCRIPT_MARK, f"<script>{script}</script>"
    )


def _asset(name: str) -> str:
    found = finders.find(f"verify/{name}")
    path = found if isinstance(found, str) else storage.staticfiles_storage.path(f"verify/{name}")
    return Path(path).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
