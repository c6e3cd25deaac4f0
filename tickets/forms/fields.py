"""Fields that take what people really type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django import forms

from helpdesk.people.models import User
from helpdesk.redaction import normalise

MAX_BODY = 8000
"""Characters of one written text, as in chat."""


class WrittenField(forms.CharField):
    """Text as `normalise` leaves it; what shows nothing counts as empty, and the limit as written.

    The limit is said by the server: a browser that knew it would cut what is pasted.
    """

    def to_python(self, value: Any) -> str:
        return super().to_python(normalise(value) if isinstance(value, str) else value) or ""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {
            name: attr for name, attr in super().widget_attrs(widget).items() if name != "maxlength"
        }


class StaffChoiceField(forms.ModelChoiceField[User]):
    """Members of staff under the names that visitors know."""

    def label_from_instance(self, obj: User) -> str:
        return obj.public_name


def form_key(data: Mapping[str, Any]) -> UUID:
    """The key that makes posting a form twice harmless; a new one where it is missing or spoilt."""
    try:
        return UUID(str(data.get("key", "")))
    except ValueError:
        return uuid4()
