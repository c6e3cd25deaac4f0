"""Reads a workbook back, as far as the tests of reports need it."""

import io
import zipfile
from xml.etree import ElementTree as ET

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def read_workbook(content: bytes) -> dict[str, list[list[str]]]:
    """The sheets by name, each as rows of the cells' stored values."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        shared = [
            "".join(text.text or "" for text in item.iter(f"{MAIN}t"))
            for item in ET.fromstring(archive.read("xl/sharedStrings.xml"))
        ]
        book = ET.fromstring(archive.read("xl/workbook.xml"))
        names = [sheet.attrib["name"] for sheet in book.iter(f"{MAIN}sheet")]
        return {
            name: _rows(archive.read(f"xl/worksheets/sheet{number}.xml"), shared)
            for number, name in enumerate(names, start=1)
        }


def _rows(sheet: bytes, shared: list[str]) -> list[list[str]]:
    return [
        [_value(cell, shared) for cell in row.iter(f"{MAIN}c")]
        for row in ET.fromstring(sheet).iter(f"{MAIN}row")
    ]


def _value(cell: ET.Element, shared: list[str]) -> str:
    assert cell.find(f"{MAIN}f") is None, "no cell is a formula"
    value = cell.find(f"{MAIN}v")
    text = "" if value is None else value.text or ""
    return shared[int(text)] if cell.get("t") == "s" else text
