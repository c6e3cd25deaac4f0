"""Catalogs as files: the same texts always make the same bytes, on every machine."""

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms};\\n"

"""


def read(path: Path) -> Catalog:
    """The catalog of `locale/<language>/LC_MESSAGES/`; an empty one where there is no file."""
    language = path.parts[-3]
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language, charset="utf-8", abort_invalid=True)


def merge(catalog: Catalog, sources: Catalog) -> Catalog:
    """The catalog with new texts, still to be translated, and without those no longer said.

    Nothing is guessed from texts that look alike: a guess is a wrong word waiting to be seen.
    """
    merged = Catalog(locale=catalog.locale, charset="utf-8")
    for message in sources:
        if not message.id:
            continue
        known = catalog.get(message.id[0] if message.pluralizable else message.id, message.context)
        merged.add(
            message.id,
            known.string if known and known.pluralizable == message.pluralizable else "",
            locations=sorted(message.locations),
            context=message.context,
            flags=known.flags if known else (),
            user_comments=known.user_comments if known else (),
        )
    return merged


def render(catalog: Catalog) -> bytes:
    """The catalog as text, by file, without dates, names of tools, or line numbers."""
    body = BytesIO()
    write_po(body, catalog, width=100, omit_header=True, sort_by_file=True, include_lineno=False)
    header = HEADER.format(
        language=catalog.locale_identifier, plural_forms=catalog.plural_forms.rstrip("; ")
    )
    return header.encode() + body.getvalue()
