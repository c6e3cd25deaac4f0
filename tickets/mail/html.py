"""The words of an HTML mail."""

from __future__ import annotations

import html
import re

import nh3

BLOCKS = {"br", "p", "div", "li", "tr", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6"}
UNSPOKEN = {"script", "style", "title", "template", "noscript", "svg", "math"}


def text_of(source: str) -> str:
    """What a reader would see of an HTML page, as plain text; blocks become lines."""
    # A line end in the source means no more than a space; those of the page come from its blocks.
    flat = re.sub(r"\s+", " ", source)
    blocks = nh3.clean(flat, tags=BLOCKS, clean_content_tags=UNSPOKEN, attributes={})
    lines = html.unescape(re.sub(r"</?[a-z0-9]+>", "\n", blocks)).split("\n")
    text = "\n".join(" ".join(line.split()) for line in lines)
    return re.sub(r"\n{3,}", "\n\n", text).strip()
