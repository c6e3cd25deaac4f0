"""A provider of identities over HTTP, for tests: it answers as OpenID Connect says, or as told."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT_ID, CLIENT_SECRET = "helpdesk", "kolme-harmaata-kissaa"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Provider:
    """Who signs in there, and what it gets wrong."""

    url: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    """Besides `sub`, for token and userinfo alike."""
    sub: str = "person-1"
    token: dict[str, Any] = field(default_factory=dict)
    """Claims of the token that are not as they should be; None leaves one out."""
    userinfo: dict[str, Any] = field(default_factory=dict)
    key: Any = KEY
    broken: set[str] = field(default_factory=set)
    """Paths that answer 503."""
    answers: dict[str, Any] = field(default_factory=dict)
    """Answers in the place of the right ones, by path."""
    cancels: bool = False
    asked: list[str] = field(default_factory=list)
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def discovery(self) -> dict[str, Any]:
        places = {"authorization_endpoint": "authorize", "token_endpoint": "token"}
        places |= {"jwks_uri": "keys", "userinfo_endpoint": "userinfo"}
        places |= {"end_session_endpoint": "end"}
        return {"issuer": self.url} | {key: f"{self.url}/{path}" for key, path in places.items()}

    def authorize(self, query: dict[str, str]) -> str:
        """Where the browser is sent back to."""
        back = {"state": query["state"]}
        if self.cancels:
            back["error"] = "access_denied"
        else:
            back["code"] = f"code-{len(self._codes)}"
            self._codes[back["code"]] = query
        return f"{query['redirect_uri']}?{urlencode(back)}"

    def exchange(self, form: dict[str, str]) -> dict[str, Any] | None:
        query = self._codes.pop(form.get("code", ""), None)
        if query is None or form.get("client_secret") != CLIENT_SECRET:
            return None
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != query["code_challenge"]:
            return None
        token = {"access_token": "at", "token_type": "Bearer", "expires_in": 300}
        return token | {"id_token": self.signed(query["nonce"])}

    def signed(self, nonce: str) -> str:
        now = int(time.time())
        claims = {"iss": self.url, "sub": self.sub, "aud": CLIENT_ID, "iat": now, "exp": now + 300}
        claims |= {"nonce": nonce, **self.claims, **self.token}
        said = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(said, self.key, algorithm="RS256", headers={"kid": "key-1"})

    def keys(self) -> dict[str, Any]:
        public = jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True)
        return {"keys": [{**public, "kid": "key-1", "use": "sig", "alg": "RS256"}]}


class Answering(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path == "/authorize":
            self.send_response(302)
            self.send_header("Location", self.provider.authorize(query_of(self.path)))
            self.end_headers()
            return
        answers = {
            "/.well-known/openid-configuration": self.provider.discovery,
            "/keys": self.provider.keys,
            "/userinfo": lambda: (
                {"sub": self.provider.sub, **self.provider.claims, **self.provider.userinfo}
            ),
        }
        self.answer(path, answers[path]())

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.answer(self.path, self.provider.exchange(dict(parse_qsl(body))))

    def answer(self, path: str, body: Any) -> None:
        self.provider.asked.append(path)
        refused = path in self.provider.broken
        content = json.dumps(self.provider.answers.get(path, body)).encode()
        self.send_response(503 if refused else 200 if body is not None else 400)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(b"Traceback: secret innards" if refused else content)

    def log_message(self, format: str, *args: Any) -> None:
        """Tests need no log of requests."""


@contextmanager
def serving() -> Iterator[Provider]:
    provider = Provider()
    handler = type("Handler", (Answering,), {"provider": provider})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    provider.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()


def query_of(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
