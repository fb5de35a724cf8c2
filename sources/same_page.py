"""Platforms that show one page under several addresses: the one form of each, by what names the page."""

import re
from collections.abc import Callable, Mapping
from urllib.parse import SplitResult, parse_qs, urlencode

from casebook.pattern import pattern

Form = Callable[[SplitResult], SplitResult | None]
"""Returns a link in its one form, or None where it is none of those it knows."""

_VIDEO = r"/([\w-]{11})/?"
_SHORT = pattern(_VIDEO)
_SHOWN = pattern(rf"/(?:shorts|live|embed|v){_VIDEO}")
_STATUS = pattern(r"(?:/i/web|/[^/]+)/status(?:es)?/(\d+)(?:/.*)?")
_THREAD = pattern(
    r"(?:/(?:r|user|u)/[^/]+)?/comments/([a-z0-9]+)(?:/[^/]*(?:/([a-z0-9]+))?)?/?", re.IGNORECASE
)
_POST = pattern(r"/([a-z0-9]+)/?", re.IGNORECASE)
_QUESTION = pattern(r"/(?:questions|q)/(\d+)(?:/[^/]*(?:/(\d+))?)?/?")
_ANSWER = pattern(r"/a/(\d+)(?:/\d+)?/?")
_TOOT = pattern(r"/users/(\w[\w.-]*)/statuses/(\d+)/?")


def one_form(link: SplitResult) -> SplitResult:
    """Return a link in the form under which its page is known, whichever of its addresses it is.

    Args:
        link: With its host in lower case, without `www.` and the like.
    """
    form = _FORMS.get(link.netloc) or (
        _exchange if link.netloc.endswith(".stackexchange.com") else _fediverse
    )
    return form(link) or link


def _at(link: SplitResult, path: str, query: str = "", host: str | None = None) -> SplitResult:
    return link._replace(netloc=host or link.netloc, path=path, query=query, fragment="")


def _youtube(link: SplitResult) -> SplitResult | None:
    said = parse_qs(link.query)
    shown = _SHOWN.fullmatch(link.path)
    video = shown[1] if shown else said.get("v", [""])[0]
    if not video or not (shown or link.path.rstrip("/") == "/watch"):
        return None
    comment = {"lc": said["lc"][0]} if "lc" in said else {}
    return _at(link, "/watch", urlencode({**comment, "v": video}), "youtube.com")


def _youtu_be(link: SplitResult) -> SplitResult | None:
    found = _SHORT.fullmatch(link.path)
    return _at(link, "/watch", urlencode({"v": found[1]}), "youtube.com") if found else None


def _twitter(link: SplitResult) -> SplitResult | None:
    """Whoever's name stands in it, the number alone names the post."""
    found = _STATUS.fullmatch(link.path)
    return _at(link, f"/i/status/{found[1]}", host="x.com") if found else link._replace(netloc="x.com")


def _reddit(link: SplitResult) -> SplitResult | None:
    found = _THREAD.fullmatch(link.path)
    if found is None:
        return link._replace(netloc="reddit.com")
    comment = f"/comment/{found[2].lower()}" if found[2] else ""
    return _at(link, f"/comments/{found[1].lower()}{comment}", host="reddit.com")


def _redd_it(link: SplitResult) -> SplitResult | None:
    found = _POST.fullmatch(link.path)
    return _at(link, f"/comments/{found[1].lower()}", host="reddit.com") if found else None


def _hackernews(link: SplitResult) -> SplitResult | None:
    """`item?id=1#2` is comment 2 on the page of story 1."""
    if link.path.rstrip("/") != "/item":
        return None
    number = link.fragment if link.fragment.isdecimal() else parse_qs(link.query).get("id", [""])[0]
    return _at(link, "/item", urlencode({"id": number})) if number else None


def _exchange(link: SplitResult) -> SplitResult | None:
    if link.fragment.startswith("comment"):
        return None
    if found := _ANSWER.fullmatch(link.path):
        return _at(link, f"/a/{found[1]}")
    found = _QUESTION.fullmatch(link.path)
    if found is None:
        return None
    answer = link.fragment if link.fragment.isdecimal() else found[2]
    return _at(link, f"/a/{answer}" if answer else f"/q/{found[1]}")


def _fediverse(link: SplitResult) -> SplitResult | None:
    found = _TOOT.fullmatch(link.path)
    return _at(link, f"/@{found[1]}/{found[2]}") if found else None


_FORMS: Mapping[str, Form] = {
    "youtube.com": _youtube,
    "music.youtube.com": _youtube,
    "youtube-nocookie.com": _youtube,
    "youtu.be": _youtu_be,
    **dict.fromkeys(
        ("x.com", "twitter.com", "fxtwitter.com", "vxtwitter.com", "fixupx.com", "fixvx.com"), _twitter
    ),
    **dict.fromkeys(("reddit.com", "new.reddit.com", "np.reddit.com", "sh.reddit.com"), _reddit),
    "redd.it": _redd_it,
    "news.ycombinator.com": _hackernews,
    **dict.fromkeys(
        ("stackoverflow.com", "superuser.com", "serverfault.com", "askubuntu.com", "mathoverflow.net"),
        _exchange,
    ),
}
