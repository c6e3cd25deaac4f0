"""How operations are described in the OpenAPI document."""

from __future__ import annotations

from drf_spectacular.openapi import AutoSchema


class Schema(AutoSchema):
    """A docstring's first sentence is the operation's summary; its whole is the description."""

    def get_summary(self) -> str | None:
        given: str | None = super().get_summary()
        first = (self.get_description() or "").strip().split(".")[0]
        return given or first[:120] or None
