"""Numbers and days in templates, as `reports.words` writes them."""

from __future__ import annotations

from django import template

from reports import words

register = template.Library()
register.filter("count", words.count)
register.filter("percent", words.percent)
register.filter("points", words.points)
register.filter("signed", words.signed)
register.filter("signed_count", words.signed_count)
register.filter("interval", words.interval)
register.filter("day", words.day)
register.filter("span", words.span)
