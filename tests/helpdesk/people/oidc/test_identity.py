"""Who somebody is, out of what two answers of a provider say."""

from __future__ import annotations

from typing import Any

import pytest

from helpdesk.people.oidc.identity import Identity, holds, identity_of

WHO = {"iss": "https://id.example", "sub": "person-1"}
A, B = "a@uni.example", "b@uni.example"


def told(token: dict[str, Any], besides: dict[str, Any], **more: Any) -> Identity:
    rules = {"email_claim": "email", "trusts_email": False, "required": "", **more}
    return identity_of({**WHO, **token}, besides, **rules)


@pytest.mark.parametrize(
    ("token", "besides", "email", "is_verified"),
    [
        ({"email": A, "email_verified": True}, {}, A, True),
        ({}, {"email": B, "email_verified": "true"}, B, True),
        ({"email": A, "email_verified": True}, {"email": B}, B, False),
        ({"email_verified": True}, {"email": B}, B, False),
        ({"email": A}, {"email_verified": True}, A, False),
        ({"email": A, "email_verified": "yes"}, {}, A, False),
        ({"email": A, "email_verified": 1}, {}, A, True),
        ({"email": [A], "email_verified": True}, {}, "", True),
        ({"email": "no address", "email_verified": True}, {}, "", True),
        ({}, {}, "", False),
    ],
)
def test_an_address_is_verified_only_by_the_answer_that_has_it(
    token: dict[str, Any], besides: dict[str, Any], email: str, is_verified: bool
) -> None:
    found = told(token, besides)

    assert (found.email, found.is_verified) == (email, is_verified)


def test_of_another_claim_than_the_address_nobody_says_that_it_is_verified() -> None:
    claims = {"upn": A, "email_verified": True}

    found = [told(claims, {}, email_claim="upn", trusts_email=trusts) for trusts in (False, True)]

    assert [(one.email, one.is_verified) for one in found] == [(A, False), (A, True)]


@pytest.mark.parametrize(
    ("claims", "is_held"),
    [
        ({"groups": "helpdesk"}, True),
        ({"groups": ["all", "helpdesk"]}, True),
        ({"groups": "not-helpdesk"}, False),
        ({"groups": ["not-helpdesk"]}, False),
        ({"groups": None}, False),
        ({"group": "helpdesk"}, False),
        ({}, False),
    ],
)
def test_a_required_claim_is_the_value_or_a_list_that_has_it(
    claims: dict[str, Any], is_held: bool
) -> None:
    assert holds(claims, "groups=helpdesk") is is_held


def test_two_providers_may_call_different_people_the_same() -> None:
    names = [("https://a.example", "1"), ("https://b.example", "1"), ("https://a.example", "2")]

    uids = {Identity(issuer, subject).uid for issuer, subject in names}

    assert {len(uid) for uid in uids} == {64}
    assert len(uids) == 3
