"""A document as the page that is printed: pictures within it, so that nothing is fetched."""

from __future__ import annotations

import base64
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import get_language

from reports.charts import renderer
from reports.charts.looks import look
from reports.charts.renderer import ChartUnavailable
from reports.frozen import Document
from reports.paper.printer import printer
from reports.report import Picture


def printed(document: Document, **more: Any) -> bytes:
    """The document as PDF, in the language that is active. `more`: who, when, and approval."""
    return printer.pdf(page_of(document, **more))


def page_of(document: Document, **more: Any) -> str:
    parts = [
        (section, [(picture, source_of(picture)) for picture in section.answer.pictures])
        for section in document.sections
    ]
    context = {"document": document, "parts": parts, "language": get_language(), **more}
    return render_to_string("reports/paper.html", context)


def source_of(picture: Picture) -> str:
    """The picture as a data address; empty where it cannot be drawn now: the table has it all."""
    try:
        svg = svg_of(picture, "wide")
    except ChartUnavailable:
        return ""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def svg_of(picture: Picture, size: str) -> str:
    """In the light colours. Raises ChartUnavailable."""
    seen = look("light", size)
    if picture.spec:
        return renderer.render(picture.spec(seen))
    return picture.svg(seen) if picture.svg else ""
