"""Links: which ones may be shown, and when two lead to the same page."""

import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit

from casebook.pattern import pattern
from sources.same_page import one_form
from sources.text import clean_line
from sources.wrappers import leads_to

LONGEST = 4096
"""A longer link is nobody's permalink."""
_PORTS = {"http": 80, "https": 443}
_NOISE = frozenset(
    {"fbclid", "gclid", "gclsrc", "dclid", "wbraid", "gbraid", "msclkid", "yclid", "twclid"}
    | {"igshid", "igsh", "mc_cid", "mc_eid", "_ga", "_gl", "cmpid", "amp", "outputtype"}
    | {"ref", "ref_src", "ref_url", "referrer", "at_medium", "at_campaign", "ns_campaign", "ns_mchannel"}
    | {"ocid", "smid", "guccounter", "guce_referrer", "guce_referrer_sig", "__twitter_impression", "spm"}
    | {"mkt_tok", "_hsenc", "_hsmi", "vero_id", "oly_anon_id", "oly_enc_id", "li_fat_id", "srsltid"}
)
_SESSIONS = frozenset({"phpsessid", "jsessionid", "aspsessionid", "sessionid", "session_id", "sid", "s"})
_TOKEN = pattern(r"[0-9a-f]{32,64}", re.I)
"""What a session is called; anything shorter under these names may be a page's own number."""
_COPIES = frozenset({"www", "m", "mobile", "amp", "old"})
"""First labels of a host that show the same pages in another dress."""
_SAID = "comment|reply|answer|post|msg|message|note|review|c|r|p"
_COMMENT = rf"(?:issue|pull|discussion)?_?-?(?:{_SAID})[-_]?r?\d[\w-]*"
_KEPT_FRAGMENT = pattern(rf"{_COMMENT}|[!/].*", re.I | re.DOTALL)
"""What names a comment, or the page itself where a script shows it: `#!/orders/1`."""
_KEPT = "".join(chr(code) for code in range(33, 127) if chr(code) not in '"<>`{}|^')
"""What stands in a link as it is; anything else is written with a percent sign."""
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PERCENT = pattern(r"%([0-9A-Fa-f]{2})")
_SESSION = pattern(r";(?:jsessionid|phpsessid|sid)=[^/;]*", re.I)
_DRESS = pattern(
    r"/+(?:amp/*|index\.(?:html?|php|aspx?|jsp)|default\.aspx?)?$|(?<=[^/])\.amp(?=\.html?$|$)", re.I
)
_BYTES = "latin-1"
"""Each byte stays what it is, whatever encoding a page's parameters are in."""
_DEEPEST = 8
_HOST = pattern(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?\.?|[0-9a-f:.]+", re.I)


def web_link(url: str) -> str | None:
    """Return the link when it is http or https and leads to a host, cleaned; None for anything else.

    A user name or password in it is left out: a link is kept, shown and copied.
    """
    line = clean_line(url)
    return _web_link(line) if line and len(line) <= LONGEST and "\\" not in line else None


@lru_cache(maxsize=1024)
def _web_link(line: str) -> str | None:
    """Return the link a line is; a mention's is asked for when it is read, and again for its page."""
    parts = _split(line)
    host = _host(parts) if parts else None
    if parts is None or host is None:
        return None
    whole = parts._replace(scheme=parts.scheme.lower(), netloc=host)
    return quote(whole.geturl(), safe=_KEPT)


def canonical(url: str) -> str | None:
    """Return the key by which copies of one page are known, or None where there is no web link.

    What leads on and says where to (`wrappers`) stands for where it leads, and all addresses under which a
    platform shows one page (`same_page`) for one. Scheme, `www.`, `m.`, `mobile.`, `amp.` and `old.` hosts,
    default ports, tracking and session parameters, the order of parameters, the case of percent signs,
    `index.html`, a slash at the end, and fragments that name no comment and no page make no difference.
    """
    link = unwrapped(url)
    if link is None:
        return None
    parts = urlsplit(link)
    query = _one_query(parts.query) if parts.query else ""
    fragment = _PERCENT.sub(_plainest, parts.fragment)
    fragment = fragment if fragment.isdecimal() or _KEPT_FRAGMENT.fullmatch(fragment) else ""
    page = one_form(SplitResult("https", _one_dress(parts.netloc), _one_path(parts.path), query, fragment))
    return (page._replace(fragment="") if page.fragment.isdecimal() else page).geturl()


def unwrapped(url: str) -> str | None:
    """Return where a link leads in the end, as far as that stands in the link itself, as `web_link` has it.

    Only web links are followed, and no deeper than a person would wrap them; None where there is no web link.
    """
    first = found = web_link(url)
    for _ in range(_DEEPEST):
        if found is None or (inner := _inside(found)) is None:
            return found
        found = inner
    return first


def _inside(link: str) -> str | None:
    parts = urlsplit(link)
    said = leads_to(parts._replace(netloc=_one_dress(parts.netloc)))
    return web_link(said) if said else None


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
    labels = netloc.removesuffix(":443").rstrip(".").split(".")
    while len(labels) > 2 and labels[0] in _COPIES:
        labels = labels[1:]
    return ".".join(labels[:1] + [label for label in labels[1:-2] if label != "m"] + labels[1:][-2:])


def _one_query(query: str) -> str:
    told = sorted(pair for pair in parse_qsl(query, True, encoding=_BYTES) if _tells(*pair))
    return urlencode(told, encoding=_BYTES)


def _one_path(path: str) -> str:
    """Return a path without what changes nothing: each step is taken until none is left to take."""
    path, before = _PERCENT.sub(_plainest, _SESSION.sub("", path)), ""
    while path != before:
        path, before = _DRESS.sub("", path), path
    return path


def _plainest(found: re.Match[str]) -> str:
    letter = chr(int(found[1], 16))
    return letter if letter in _UNRESERVED else found[0].upper()


def _tells(name: str, value: str) -> bool:
    """Whether a query parameter says which page it is."""
    low = name.lower()
    if low in _SESSIONS:
        return not _TOKEN.fullmatch(value)
    return low not in _NOISE and not low.startswith(("utm_", "mtm_", "pk_"))
