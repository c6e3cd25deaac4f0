"""The two requests that a window makes before it has a socket."""

from __future__ import annotations

import asyncio
import json
import urllib.error
import urllib.request

from chat.client.errors import ChatRefused, ServerGone
from chat.client.socket import Endpoint
from chat.client.window import Json

TIMEOUT_S = 30.0


async def request(endpoint: Endpoint, path: str, body: Json | None = None) -> Json:
    """The JSON answer to a GET, or to a POST of `body`. Raises ChatRefused and ServerGone."""
    return await asyncio.to_thread(_request, endpoint, path, body)


def _request(endpoint: Endpoint, path: str, body: Json | None) -> Json:
    url = endpoint.origin + path
    data = None if body is None else json.dumps(body, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    asked = urllib.request.Request(url, data, headers)
    handlers = [urllib.request.ProxyHandler({})] if endpoint.is_local else []
    try:
        with urllib.request.build_opener(*handlers).open(asked, timeout=TIMEOUT_S) as response:
            return _decode(response.read(), url)
    except urllib.error.HTTPError as error:
        with error:
            raise _refusal(error, url) from None
    except urllib.error.URLError as error:
        raise ServerGone(f"No help desk answers at {endpoint.origin} ({error.reason}).") from None
    except (OSError, ValueError) as error:
        raise ServerGone(f"{endpoint.origin} broke off ({type(error).__name__}).") from None


def _refusal(error: urllib.error.HTTPError, url: str) -> ChatRefused | ServerGone:
    if error.code >= 500 or error.code in (404, 405):
        return ServerGone(f"{url} answers {error.code}: no help desk, or one that is not well.")
    try:
        said = _decode(error.read(), url)
    except (ServerGone, OSError):
        said = {}
    if error.code == 429:
        seconds = error.headers.get("Retry-After", "1")
        return ChatRefused("rate_limited", after_ms=1000 * int(seconds if seconds.isdigit() else 1))
    details = {key: value for key, value in said.items() if key != "code"}
    return ChatRefused(str(said.get("code") or f"http_{error.code}"), **details)


def _decode(raw: bytes, url: str) -> Json:
    try:
        answer = json.loads(raw)
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise ServerGone(f"{url} does not answer as a help desk does.")
    return answer
