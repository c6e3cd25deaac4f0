import pytest
from django.core.exceptions import ImproperlyConfigured

from helpdesk.framing import origins


@pytest.mark.parametrize(
    ("written", "origin"),
    [
        ("https://www.uni.example", "https://www.uni.example"),
        (" https://WWW.uni.example/ ", "https://www.uni.example"),
        ("https://www.uni.example:443", "https://www.uni.example"),
        ("http://127.0.0.1:80", "http://127.0.0.1"),
        ("http://[::1]:8001", "http://[::1]:8001"),
    ],
)
def test_an_origin_is_kept_as_browsers_write_it(written: str, origin: str) -> None:
    assert origins([written]) == [origin]


def test_nothing_written_is_no_origin() -> None:
    assert origins(["", " "]) == []


@pytest.mark.parametrize(
    "written",
    [
        "www.uni.example",
        "https://www.uni.example/it/",
        "https://*.uni.example",
        "https://www.uni.example; script-src *",
        "https://aino@uni.example",
        "https://yliopistö.example",
        "ftp://www.uni.example",
        "*",
        "null",
    ],
)
def test_what_is_no_single_origin_stops_the_start(written: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="is no origin"):
        origins([written])
