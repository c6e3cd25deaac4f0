"""The languages of the desk, and which of them suits a stated code."""

from __future__ import annotations

from django.conf import settings


def nearest(code: str) -> str:
    """The desk's language for a code such as `fi-FI`; its default where it speaks none such."""
    short = code[:2].lower()
    return short if short in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
