from importlib.util import find_spec
from pathlib import Path

import pytest

from helpdesk.translations import borrowed
from helpdesk.translations.sources import Message, in_python, in_template


def said_by(package: str) -> set[Message]:
    spec = find_spec(package)
    assert spec
    assert spec.origin
    found: set[Message] = set()
    for path in Path(spec.origin).parent.rglob("*"):
        if path.suffix == ".py":
            found |= set(in_python(path.read_text(encoding="utf-8")))
        elif path.suffix == ".html":
            found |= set(in_template(path.read_text(encoding="utf-8")))
    return found


@pytest.fixture(scope="module")
def said() -> set[Message]:
    """What the libraries say today."""
    return set().union(*(said_by(package) for package in borrowed.TEXTS))


def test_libraries_still_say_what_is_borrowed_from_them(said: set[Message]) -> None:
    ours = set(in_python(Path(borrowed.__file__).read_text(encoding="utf-8")))

    assert ours - said == set()
