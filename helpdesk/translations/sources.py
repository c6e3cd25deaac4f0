"""The texts that the code marks for translation: Python modules and Django templates."""

import ast
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.utils.translation.template import templatize

PACKAGES = ("helpdesk", "chat", "tickets", "reports")
TEMPLATES = "templates"

SHAPES: dict[str, tuple[bool, int]] = {
    "gettext": (False, 1),
    "ngettext": (False, 2),
    "pgettext": (True, 1),
    "npgettext": (True, 2),
}
"""By function: whether a context comes first, and how many texts follow."""

Message = tuple[str | None, tuple[str, ...]]
"""Its context, its text, and its plural where it has one."""


def gather(root: Path) -> Catalog:
    """All texts of the program, each with the files that it stands in, without line numbers."""
    catalog = Catalog(charset="utf-8")
    for path in _files(root):
        name = path.relative_to(root).as_posix()
        source = path.read_text(encoding="utf-8")
        found = in_python(source) if path.suffix == ".py" else in_template(source)
        for context, texts in found:
            catalog.add(
                texts if len(texts) > 1 else texts[0], locations=[(name, 0)], context=context
            )
    return catalog


def in_python(source: str) -> Iterator[Message]:
    """What the functions of `django.utils.translation` are called with, whatever they are named.

    A call without literal texts (`gettext(name)`) marks nothing: its text is marked elsewhere.
    """
    tree = ast.parse(source)
    names = _marking_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            shape = names.get(node.func.id)
            if shape and (message := _literals(node.args, *shape)):
                yield message


def in_template(source: str) -> Iterator[Message]:
    """What `{% translate %}`, `{% blocktranslate %}` and `_("…")` hold."""
    # Where nothing is to be translated, Django leaves words that no Python would indent so.
    calls = "\n".join(line.lstrip() for line in templatize(source).splitlines())
    for _line, text, _comments, context in extract(
        "python", BytesIO(calls.encode()), keywords=DEFAULT_KEYWORDS
    ):
        yield context, (text,) if isinstance(text, str) else tuple(text)


def _files(root: Path) -> Iterator[Path]:
    for package in PACKAGES:
        modules = (root / package).rglob("*.py")
        yield from sorted(path for path in modules if "migrations" not in path.parts)
    yield from sorted(path for path in (root / TEMPLATES).rglob("*") if path.is_file())


def _marking_names(tree: ast.Module) -> dict[str, tuple[bool, int]]:
    return {
        alias.asname or alias.name: SHAPES[kind]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if (kind := alias.name.removesuffix("_lazy").removesuffix("_noop")) in SHAPES
    }


def _literals(arguments: Sequence[ast.expr], has_context: bool, texts: int) -> Message | None:
    wanted = arguments[: texts + has_context]
    words = [
        node.value
        for node in wanted
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    if len(words) < texts + has_context:
        return None
    return (words[0], tuple(words[1:])) if has_context else (None, tuple(words))
