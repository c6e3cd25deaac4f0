"""Documents become tagged PDF in a process of its own, and nothing is fetched for them."""

from __future__ import annotations

import http.server
import re
import subprocess
import sys
import threading
import zlib
from pathlib import Path

import pytest

from reports.paper.printer import PACKAGES, CannotPrint, NotPrinted, Printer

ROOT = Path(__file__).resolve().parents[3]
PAGE = '<!doctype html><html lang="fi"><title>Kuukausi</title><h1>Kuukausi</h1>{}</html>'


@pytest.fixture(scope="module")
def printer():
    one = Printer()
    yield one
    one.stop()


def unpacked(pdf: bytes) -> bytes:
    """The file with its packed streams opened, to look for words in."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    opened = []
    for stream in streams:
        try:
            opened.append(zlib.decompress(stream))
        except zlib.error:
            opened.append(stream)
    return pdf + b"\n".join(opened)


def test_a_page_becomes_a_tagged_pdf_in_its_language(printer: Printer) -> None:
    pdf = printer.pdf(PAGE.format("<p>12,4 %</p>"))

    found = unpacked(pdf)
    assert pdf.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in found
    assert b"/Lang (fi)" in found
    assert b"/Marked true" in found
    assert b"pdfuaid" in found


def test_heads_of_tables_are_tagged_and_repeated(printer: Printer) -> None:
    rows = "".join(f"<tr><th scope='row'>{n}</th><td>{n}</td></tr>" for n in range(200))
    head = "<thead><tr><th scope='col'>Day</th><th scope='col'>Chats</th></tr></thead>"
    pdf = unpacked(printer.pdf(PAGE.format(f"<table>{head}<tbody>{rows}</tbody></table>")))

    pages = len(re.findall(rb"/Type /Page\b", pdf))
    assert pages > 2
    assert pdf.count(b"/S /TH") >= 200


def test_nothing_is_fetched(printer: Printer, tmp_path: Path) -> None:
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *args: object) -> None:
            pass

    secret = tmp_path / "secret.txt"
    secret.write_text("hetu")
    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_port}"
        pdf = printer.pdf(
            PAGE.format(
                f'<img alt="" src="{base}/a.png"><link rel="stylesheet" href="{base}/b.css">'
                f'<style>@import "{base}/c.css"; p {{ background: url({base}/d.png) }}</style>'
                f"<p>x</p>"
                f'<img alt="" src="file://{secret}"><link rel="attachment" href="file://{secret}">'
                f'<img alt="" src="data:image/svg+xml,<svg xmlns=\'http://www.w3.org/2000/svg\'>'
                f"<image href='{base}/e.png'/></svg>\">"
            )
        )
        server.shutdown()

    assert asked == []
    assert b"hetu" not in unpacked(pdf)


def test_where_libraries_are_missing_it_says_what_to_install() -> None:
    says = 'print(\'{"missing": "cannot load library libpango"}\', flush=True)'
    bare = Printer([sys.executable, "-c", f"input(); {says}; input()"])

    with pytest.raises(CannotPrint) as refused:
        bare.pdf(PAGE)

    assert f"apt-get install {PACKAGES}" in str(refused.value.message)
    assert refused.value.status == 503
    assert bare._process is None


def test_a_worker_without_pango_answers_so() -> None:
    code = (
        "import sys, builtins\n"
        "real = builtins.__import__\n"
        "def no_pango(name, *args, **options):\n"
        "    if name == 'weasyprint': raise OSError('cannot load library libpango')\n"
        "    return real(name, *args, **options)\n"
        "builtins.__import__ = no_pango\n"
        "sys.path.insert(0, 'reports/paper')\n"
        "import worker; print(worker.print_page('{}'))"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout == "{'missing': 'cannot load library libpango'}\n"


def test_what_cannot_be_printed_is_refused_and_the_next_is_printed() -> None:
    hanging = Printer([sys.executable, "-c", "import time; time.sleep(60)"], timeout=0.3)

    with pytest.raises(NotPrinted):
        hanging.pdf(PAGE)

    assert hanging._process is None


def test_the_process_that_asks_never_loads_the_library() -> None:
    code = (
        "import django, os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'helpdesk.settings';"
        "django.setup(); from reports.paper.printer import printer;"
        f"pdf = printer.pdf({PAGE!r}); print(pdf[:4], 'weasyprint' in sys.modules)"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout == "b'%PDF' False\n"
