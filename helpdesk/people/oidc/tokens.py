"""The signed token by which the provider vouches for somebody: believed only if all of it fits."""

from __future__ import annotations

from typing import Any

import jwt
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.utils.crypto import constant_time_compare, salted_hmac

# Only signatures that need the provider's own secret key: never `none`, never a shared secret.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
ALGORITHMS += ["EdDSA"]
CLOCKS_APART_S = 60
REQUIRED = ["iss", "sub", "aud", "exp", "iat"]


def nonce_of(code_verifier: str) -> str:
    """The nonce of one sign-in: known to the browser's session alone, as its PKCE verifier is."""
    return salted_hmac("oidc.nonce", code_verifier, algorithm="sha256").hexdigest()


def verified_claims(
    token: str, *, keys: dict[str, Any], issuer: str, client_id: str, nonce: str
) -> dict[str, Any]:
    """The claims of a token that the provider signed for us and for this sign-in.

    Raises `OAuth2Error` for any other.
    """
    try:
        key = _key_for(token, jwt.PyJWKSet.from_dict(keys))
        claims: dict[str, Any] = jwt.decode(
            token,
            key=key.key,
            algorithms=ALGORITHMS,
            audience=client_id,
            issuer=issuer,
            leeway=CLOCKS_APART_S,
            options={"require": REQUIRED},
        )
    except jwt.PyJWTError as error:
        raise OAuth2Error("the token is not the provider's, or not for us") from error
    if claims.get("azp", client_id) != client_id:
        raise OAuth2Error("the token is for another program")
    if not constant_time_compare(str(claims.get("nonce", "")), nonce):
        raise OAuth2Error("the token is of another sign-in")
    return claims


def _key_for(token: str, keys: jwt.PyJWKSet) -> jwt.PyJWK:
    """The key that the token names; the only one, where it names none."""
    kid = jwt.get_unverified_header(token).get("kid")
    signing = [key for key in keys.keys if key.public_key_use in ("sig", None)]
    fitting = [key for key in signing if kid is None or key.key_id == kid]
    if len(fitting) != 1:
        raise OAuth2Error("no key of the provider fits the token")
    return fitting[0]
