"""Instructions as pages."""

from __future__ import annotations

import markdown
import nh3
from django.utils.safestring import SafeString, mark_safe

EXTENSIONS = ["sane_lists", "tables", "fenced_code", "toc"]
TAGS = {
    *("h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "a", "strong", "em", "code", "pre"),
    *("blockquote", "hr", "br", "img", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt"}}
SCHEMES = {"http", "https", "mailto", "tel"}


def rendered(source: str) -> SafeString:
    """Markdown as clean HTML; its first heading is one below the page's own."""
    page = markdown.markdown(
        source, extensions=EXTENSIONS, extension_configs={"toc": {"baselevel": 2}}
    )
    # nh3 lets through what is listed, and nothing else: that makes it safe.
    return mark_safe(nh3.clean(page, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES))
