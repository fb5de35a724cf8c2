"""Links: which ones may be shown, and when two lead to the same page."""

import re
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit

from casebook.pattern import pattern
from sources.text import clean_line

LONGEST = 4096
"""A longer link is nobody's permalink."""
_PORTS = {"http": 80, "https": 443}
_NOISE = frozenset(
    {"fbclid", "gclid", "gclsrc", "dclid", "wbraid", "gbraid", "msclkid", "yclid", "twclid"}
    | {"igshid", "igsh", "mc_cid", "mc_eid", "_ga", "_gl", "cmpid", "amp", "outputtype"}
    | {"ref", "ref_src", "ref_url", "referrer"}
)
_COPIES = frozenset({"www", "m", "mobile", "amp", "old"})
"""First labels of a host that show the same pages in another dress."""
_COMMENT = pattern(
    r"(?:issue|pull|discussion)?_?-?(?:comment|reply|answer|post|msg|message|note|review|c|r|p)[-_]?r?\d[\w-]*",
    re.I,
)
_KEPT = "".join(chr(code) for code in range(33, 127) if chr(code) not in '"<>`{}|^')
"""What stands in a link as it is; anything else is written with a percent sign."""
_HOST = pattern(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?\.?|[0-9a-f:.]+", re.I)


def web_link(url: str) -> str | None:
    """Return the link when it is http or https and leads to a host, cleaned; None for anything else.

    A user name or password in it is left out: a link is kept, shown and copied.
    """
    line = clean_line(url)
    if not line or len(line) > LONGEST or "\\" in line:
        return None
    parts = _split(line)
    host = _host(parts) if parts else None
    if parts is None or host is None:
        return None
    whole = parts._replace(scheme=parts.scheme.lower(), netloc=host)
    return quote(whole.geturl(), safe=_KEPT)


def canonical(url: str) -> str | None:
    """Return the key by which copies of one page are known, or None where there is no web link.

    Scheme, `www.`, `m.`, `mobile.`, `amp.` and `old.` hosts, default ports, tracking parameters, the order of
    parameters, a slash at the end, and fragments that are no comment make no difference.
    """
    link = web_link(url)
    if link is None:
        return None
    parts = urlsplit(link)
    query = urlencode(
        sorted(pair for pair in parse_qsl(parts.query, keep_blank_values=True) if _tells(pair[0]))
    )
    fragment = parts.fragment if _COMMENT.fullmatch(parts.fragment) else ""
    path = re.sub(r"/+(?:amp/*)?$", "", parts.path)
    return SplitResult("https", _one_dress(parts.netloc), path, query, fragment).geturl()


def _split(line: str) -> SplitResult | None:
    try:
        parts = urlsplit(line)
        known = parts.scheme.lower() in _PORTS and parts.hostname and parts.port != 0
    except ValueError:
        return None
    return parts if known else None


def _host(parts: SplitResult) -> str | None:
    """Return host and port in lower case and ASCII, the default port left out."""
    try:
        host = (parts.hostname or "").encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    if not _HOST.fullmatch(host) or ".." in host:
        return None
    host = f"[{host}]" if ":" in host else host
    return host if parts.port in (None, _PORTS[parts.scheme.lower()]) else f"{host}:{parts.port}"


def _one_dress(netloc: str) -> str:
    labels = netloc.rstrip(".").split(".")
    while len(labels) > 2 and labels[0] in _COPIES:
        labels = labels[1:]
    return ".".join(labels[:1] + [label for label in labels[1:-2] if label != "m"] + labels[1:][-2:])


def _tells(name: str) -> bool:
    """Whether a query parameter says which page it is."""
    return name.lower() not in _NOISE and not name.lower().startswith("utm_")
