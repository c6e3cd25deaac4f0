"""Who somebody is, as the provider tells it. Pure: claims in, an identity out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Claims = Mapping[str, Any]


@dataclass(frozen=True)
class Identity:
    """A person at the provider. `issuer` and `subject` together never change and never move on."""

    issuer: str
    subject: str
    email: str = ""
    is_verified: bool = False
    is_entitled: bool = True
    username: str = ""
    first_name: str = ""
    last_name: str = ""

    @property
    def uid(self) -> str:
        """By what the link to an account is found: of one length, whatever the provider sends.

        Two providers may call different people by the same subject.
        """
        return hashlib.sha256(f"{self.issuer}\n{self.subject}".encode()).hexdigest()


def identity_of(
    token: Claims, told: Claims, *, email_claim: str, trusts_email: bool, required: str
) -> Identity:
    """From the claims of the signed token and of what the provider tells besides.

    An address and whether it is verified come from the same of the two. `required` is empty, or the
    `name=value` without which nobody comes in.
    """
    source = told if told.get(email_claim) else token
    email = _text(source.get(email_claim))
    said_verified = email_claim == "email" and source.get("email_verified") in (True, "true")
    everything = {**token, **told}
    return Identity(
        issuer=str(token["iss"]),
        subject=str(token["sub"]),
        email=email if "@" in email else "",
        is_verified=trusts_email or said_verified,
        is_entitled=not required or holds(token, required) or holds(told, required),
        username=_text(everything.get("preferred_username")),
        first_name=_text(everything.get("given_name")),
        last_name=_text(everything.get("family_name")),
    )


def holds(claims: Claims, required: str) -> bool:
    """Whether a claim is this value, or a list that has it."""
    name, _, value = required.partition("=")
    found = claims.get(name)
    return value in found if isinstance(found, list) else found == value


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""
