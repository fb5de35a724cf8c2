"""How the settings say where a secret is, never what it is.

    token = "env:MASTODON_TOKEN"             a variable of the environment
    token = "command:pass show mastodon"     what a command prints (pass, op, secret-tool, ...)
    token = "file:~/.config/amends/token"    a file that nobody else may read (mode 0600)

`sources.keyring` fetches it.
"""

WAYS = ("env", "command", "file")
FORM = 'must say where the secret is: "env:NAME", "command:pass show NAME" or "file:PATH"; never the secret'


def flaw_of(reference: str) -> str:
    """Return what is wrong with the form of a reference, in words; empty when nothing is."""
    way, _, where = reference.partition(":")
    return "" if way in WAYS and where.strip() else FORM


def named(reference: str) -> str:
    """Return a reference as messages may show it: of a command its name alone, for arguments may tell."""
    way, _, where = reference.partition(":")
    more = way == "command" and len(where.split()) > 1
    return f"{way}:{where.split()[0]} …" if more else reference
