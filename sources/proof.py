"""Whether somebody at the door is who they say: a token they show, or a signature over what they bring."""

import hmac
from base64 import b64decode
from binascii import Error
from hashlib import sha256
from urllib.parse import parse_qs

from sources.handing import Head

SIGNATURE = "x-hub-signature-256"
"""The header GitHub and many others sign with: `sha256=` and the HMAC of the body."""


def fits(shown: str, token: str) -> bool:
    """Whether a token is the right one, found out in the same time whatever it is."""
    return bool(token) and hmac.compare_digest(shown.encode("utf-8", "replace"), token.encode())


def is_signed(head: Head, body: bytes, secret: str) -> bool:
    """Whether a body is signed with the secret."""
    way, _, shown = head.headers.get(SIGNATURE, "").strip().partition("=")
    right = hmac.new(secret.encode(), body, sha256).hexdigest()
    return bool(secret) and way.lower() == "sha256" and fits(shown.strip().lower(), right)


def token_of(head: Head) -> str:
    """Return the token somebody shows: as a bearer, as the password of basic authentication, or in the query.

    The query is for tools that can set no header; a path with a token is never logged here.
    """
    way, _, rest = head.headers.get("authorization", "").partition(" ")
    if way.lower() == "bearer":
        return rest.strip()
    if way.lower() == "basic":
        return _password(rest.strip())
    return next(iter(parse_qs(head.query).get("token", ())), "")


def _password(rest: str) -> str:
    try:
        return b64decode(rest, validate=True).decode("utf-8", "replace").partition(":")[2]
    except (Error, ValueError):
        return ""
