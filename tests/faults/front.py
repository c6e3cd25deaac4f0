"""The nginx before the desk: deploy/nginx.conf itself, with the addresses of a test."""

from __future__ import annotations

import os
import re
import shutil
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from subprocess import Popen

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from helpdesk.embedded.processes import spawn
from tests.journeys.desk import ROOT

HERE = "127.0.0.1"
WHOLE = """{user}daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 2048; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
{site}
}}
"""


class Front:
    """One nginx with TLS over some web processes."""

    def __init__(self, folder: Path, port: int, webs: tuple[int, ...]) -> None:
        self.folder = folder
        self.port = port
        self._webs = webs
        self._process: Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"wss://{HERE}:{self.port}"

    @property
    def certificate(self) -> Path:
        """Whom a window has to trust."""
        return self.folder / "certificate.pem"

    def start(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        write_certificate(self.certificate, self.folder / "key.pem")
        site = derived((ROOT / "deploy/nginx.conf").read_text(), self.folder, self.port, self._webs)
        user = "user root;\n" if os.geteuid() == 0 else ""
        whole = self.folder / "nginx.conf"
        whole.write_text(WHOLE.format(user=user, folder=self.folder, site=site))
        nginx = shutil.which("nginx") or "/usr/sbin/nginx"
        self._process = spawn(
            [nginx, "-p", self.folder, "-c", whole], cwd=self.folder, log=self.folder / "nginx.log"
        )

    def stop(self) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait()


def derived(text: str, folder: Path, port: int, webs: tuple[int, ...]) -> str:
    """What stands in deploy/nginx.conf, with these ports and files; each must be there to be put
    in another's place. The server on port 80, which only sends people on, is left out.
    """
    for old, new in (
        ("server 127.0.0.1:8001", f"server {HERE}:{webs[0]}"),
        ("server 127.0.0.1:8002", f"server {HERE}:{webs[1]}"),
        ("listen 443 ", f"listen {HERE}:{port} "),
        ("/etc/ssl/certs/help.example.org.pem", str(folder / "certificate.pem")),
        ("/etc/ssl/private/help.example.org.key", str(folder / "key.pem")),
    ):
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    text, left_out = re.subn(r"server \{\s+listen 80;.*?\n\}\n", "", text, flags=re.DOTALL)
    assert left_out == 1
    return text


def write_certificate(certificate: Path, key: Path) -> None:
    """A certificate for this machine, signed by itself."""
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HERE)])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder(issuer_name=name, subject_name=name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HERE))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(private, hashes.SHA256())
    )
    certificate.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    key.write_bytes(
        private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
