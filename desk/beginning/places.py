"""Where customers talk, as far as it can be listened to without an account: the one list `init` offers."""

from collections.abc import Callable, Mapping
from typing import Any

from casebook.frozen import frozen
from desk.beginning.answers import Answers, listed

Table = dict[str, Any]
"""What one `[sources.NAME]` table says."""


@frozen
class Place:
    """One place to listen to."""

    kind: str
    """A key of the registry of kinds."""
    title: str
    what: str
    """What is said there, in a few words."""
    said: Callable[[Answers, str], Table]
    """Makes the table, but for its kind: of the answers, and of what was said to `asks`."""
    asks: str = ""
    """What must be known besides; empty for nothing."""
    may_be_empty: bool = False
    """Whether no answer to `asks` is one too; else the place is left out."""
    usual: bool = False
    """Whether it is taken where nothing else is said."""
    key: str = ""
    """The setting that says where an optional key is; empty where there is none."""
    hears: str = ""
    """What is heard with that key."""
    turned_on: str = ""
    """The setting that is true then."""


def _nothing(answers: Answers, said: str) -> Table:
    return {}


def _first(name: str) -> Callable[[Answers, str], Table]:
    return lambda answers, said: {name: said.strip()}


def _tags(answers: Answers, said: str) -> Table:
    return {"base_url": said.strip() or "https://mastodon.social", "tags": list(answers.tags)}


def _languages(answers: Answers, said: str) -> Table:
    known = " OR ".join(f"lang:{each}" for each in answers.languages)
    return {"match": f"{known} OR lang:none"}


def _shops(answers: Answers, said: str) -> Table:
    return {"app": said.strip(), "countries": list(countries(answers.languages))}


def _subreddits(answers: Answers, said: str) -> Table:
    return {"subreddits": list(listed(said))} if said.strip() else {}


PLACES: tuple[Place, ...] = (
    Place("hackernews", "Hacker News", "what developers say of products", _nothing, usual=True),
    Place("jetstream", "Bluesky", "all that is posted there, looked through here", _languages, usual=True),
    Place("mastodon", "Mastodon", "posts under your names as hashtags", _tags, usual=True,
          asks="On which server (nothing for https://mastodon.social)", may_be_empty=True,
          key="token", hears="what is said without a hashtag, where the server can be searched",
          turned_on="search"),
    Place("reddit", "Reddit", "posts, one question a minute", _subreddits,
          asks="Only in these subreddits, parted by commas (nothing for all of Reddit)", may_be_empty=True),
    Place("lemmy", "Lemmy", "posts and comments", _first("base_url"),
          asks="On which server, e.g. https://lemmy.world"),
    Place("github", "GitHub", "issues and pull requests that name you", _nothing,
          key="token", hears="the same, three times as often"),
    Place("stackexchange", "Stack Exchange", "questions, on Stack Overflow or another of its sites",
          _first("site"), asks="On which site, e.g. stackoverflow"),
    Place("appstore", "App Store", "reviews of your app, with stars", _shops,
          asks="The number of your app: the digits behind “id” in its address"),
    Place("discourse", "Your forum", "posts of a Discourse forum", _first("base_url"),
          asks="Its address, e.g. https://community.example"),
    Place("wordpress", "Your blog", "comments on a WordPress site", _first("url"),
          asks="Its address, e.g. https://blog.example"),
    Place("youtube", "YouTube", "new videos of a channel", _first("channel"),
          asks="The id of the channel, which begins with UC"),
    Place("google_alerts", "Google Alerts", "blogs, press, complaint sites", _first("url"),
          asks="The address of an alert whose delivery is “RSS feed”"),
    Place("feed", "Any feed", "RSS, Atom or JSON Feed", _first("url"), asks="Its address"),
)  # fmt: skip
"""In the order they are offered."""

_COUNTRIES: Mapping[str, tuple[str, ...]] = {
    "en": ("us", "gb"),
    "de": ("de", "at", "ch"),
    "fr": ("fr", "be", "ca"),
    "es": ("es", "mx", "ar"),
    "pt": ("br", "pt"),
    "it": ("it",),
    "nl": ("nl", "be"),
    "ja": ("jp",),
    "pl": ("pl",),
    "sv": ("se",),
}
"""Where people write in a language, the largest first."""


def countries(languages: tuple[str, ...]) -> tuple[str, ...]:
    """Return the countries where these languages are written; the United States where none is known."""
    found = [country for each in languages for country in _COUNTRIES.get(each, ())]
    return tuple(dict.fromkeys(found)) or ("us",)


def names_of(chosen: list[tuple[str, Table]]) -> dict[str, Table]:
    """Return tables by a name each: their kind, with a number where there are several of one."""
    named: dict[str, Table] = {}
    for kind, table in chosen:
        same = sum(each["kind"] == kind for each in named.values())
        named[f"{kind}-{same + 1}" if same else kind] = {"kind": kind, **table}
    return named
