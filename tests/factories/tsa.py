"""An authority for time-stamps on loopback that is honest, slow, dead or a liar, as the test wants it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from asn1crypto import tsp
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tests.factories.outside import Token, as_asn1


class LocalTsa:
    """`mood`: honest, slow, error, garbage, other_digest, long, redirect; `asked` counts the requests."""

    def __init__(self, token: Token, at: datetime) -> None:
        self.token, self.at, self.mood, self.asked = token, at, "honest", 0
        self.url = ""

    def answer(self, body: bytes) -> tuple[int, bytes]:
        self.asked += 1
        if self.mood == "slow":
            time.sleep(3)
        if self.mood == "error":
            return 500, b"Internal error"
        if self.mood == "redirect":
            return 302, b""
        if self.mood == "garbage":
            return 200, b"<html>Welcome to our proxy</html>"
        if self.mood == "long":
            return 200, b"0" * 1_000_000
        request = tsp.TimeStampReq.load(body)
        if self.mood == "other_digest":
            request["message_imprint"]["hashed_message"] = b"\0" * 32
        stamper = DummyTimeStamper(
            as_asn1(self.token.certificate), self.token.asn1_key, SimpleCertificateStore(), fixed_dt=self.at
        )
        return 200, stamper.request_tsa_response(tsp.TimeStampReq.load(request.dump(force=True))).dump()


@contextmanager
def local_tsa(token: Token, at: datetime) -> Iterator[LocalTsa]:
    tsa = LocalTsa(token, at)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            status, content = tsa.answer(self.rfile.read(int(self.headers["Content-Length"])))
            try:
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
            except OSError:
                pass  # whoever asked did not wait

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    tsa.url = f"http://127.0.0.1:{server.server_port}/tsa"
    try:
        yield tsa
    finally:
        server.shutdown()
        server.server_close()
