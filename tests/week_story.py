"""The slow story of the scripted week, its echo, and what is said in the night before Thursday."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from casebook.kinds import MentionKind, Portal, ReachKind
from casebook.mention import Mention
from tests.week import MONDAY, NIGHT

LIFT = "https://social.example/@ines_h/7001"
"""Where the story began."""
BLOG = "https://stepfree.example/2026/03/the-lift-at-dunmere"
_SAID = (
    "The lift at Dunmere has been broken for nine days and I use a wheelchair. I wrote to @corncrake twice, "
    "nobody has answered. On Monday the guard left me standing on the platform."
)


def _day(days: float, hours: float) -> datetime:
    return MONDAY + timedelta(days=days, hours=hours)


def _post(source: str, native_id: str, text: str, followers: int, at: datetime, **about: Any) -> Mention:
    """Return what somebody whom so many follow says on a network."""
    told = {"via": source, "portal": Portal.SOCIAL, "lang": "en", "created_at": at, "author_reach": followers}
    return Mention(source, native_id, text, author_reach_kind=ReachKind.FOLLOWERS, **{**told, **about})


FIRST = _post("mastodon", "7001", _SAID, 340, _day(1, 10), url=LIFT, author_handle="ines_h@social.example")
GROWN_AT = _day(1, 15)
GROWN = replace(FIRST, reposts=60, comments=22, likes=140)
"""What five hours made of it."""
VOICE = _post(
    "bluesky",
    "at://did:plc:week/app.bsky.feed.post/voice",
    f"Read this about Corncrake and the lift at Dunmere, and tell me we live in a modern country: {LIFT}",
    48_000,
    _day(2, 9),
    url="https://sky.example/profile/rampside/post/voice",
    author_handle="rampside.example",
)
RECAP = Mention(
    "feed",
    "stepfree-1",
    f"Nine days without a lift, two letters without an answer. The whole story of Ines and Corncrake: {LIFT}",
    MentionKind.ARTICLE,
    BLOG,
    "The lift at Dunmere",
    author_name="Step Free",
    created_at=_day(2, 20),
    via="stepfree",
    portal=Portal.SOCIAL,
    lang="en",
)
FRONT_PAGE = Mention(
    "hackernews",
    "47000001",
    f"Corncrake railway left a wheelchair user on the platform {BLOG}",
    url="https://news.ycombinator.com/item?id=47000001",
    title="Corncrake railway left a wheelchair user on the platform",
    author_handle="pgfan",
    created_at=_day(3, 11),
    score=310,
    comments=190,
    via="hackernews",
    portal=Portal.SOCIAL,
)
PRESS = Mention(
    "feed",
    "press-1",
    f"A passenger of the Corncrake railway was left behind at Dunmere. Her post ({LIFT}) was shared widely.",
    MentionKind.ARTICLE,
    "https://www.bbc.co.uk/news/made-up-corncrake-lift",
    "Railway apologises after wheelchair user is left on platform",
    created_at=_day(4, 8),
    via="the press",
    portal=Portal.SOCIAL,
    lang="en",
)
ECHO = Mention(
    "feed",
    "afterwards-1",
    f"What Corncrake did after the lift at Dunmere, and what it did not. It began here: {LIFT}",
    MentionKind.ARTICLE,
    "https://platformnotes.example/corncrake-a-day-later",
    "Corncrake, a day later",
    author_name="Platform Notes",
    created_at=_day(6, 11),
    via="blogs",
    portal=Portal.SOCIAL,
    lang="en",
)
CLIMBS = ((FIRST, 1), (VOICE, 3), (RECAP, 3), (FRONT_PAGE, 4), (PRESS, 5))
"""What lifts the story, and to which rung it is then lifted at least."""


def _night(number: int, text: str, minutes: float, **about: Any) -> Mention:
    said = {"url": f"https://social.example/night/{number}", "author_handle": f"night{number}", **about}
    return _post("mastodon", f"night-{number}", text, 150, NIGHT - timedelta(minutes=minutes), **said)


STRANDED = _night(
    1,
    "@corncrake the last train to Garrow was cancelled and the guard sent us out at Eastfold. The station is "
    "locked, it is freezing, I have a baby with me and your hotline is closed. We are still here, please.",
    25,
)
TAKEN_OVER = _night(
    2,
    "Somebody got into my Corncrake account and bought five tickets with my card. Your chat told me to wait "
    "three days. They are still buying. Please block it.",
    70,
)
STEADY = _night(
    3,
    "I have called you three times about the £64.90 you owe me for the cancelled train and was promised a "
    "call back each time. Nobody called. Still no refund.",
    95,
    author_handle="margit_o",
)
BIG_VOICE = _night(
    4,
    "Corncrake charged me twice for one ticket, and the support chat closed on me while I was typing.",
    110,
    author_handle="nightdesk",
    author_reach=120_000,
)
AIMED = replace(
    _night(
        5,
        "Refund refused again: they promised in writing and now say the form was the wrong one. "
        "Third letter.",
        200,
    ),
    source="feed",
    via="railwoes",
    portal=Portal.AIMED,
)
FIRST_ROWS = (STRANDED, TAKEN_OVER, STEADY, BIG_VOICE)
"""What must stand first at three in the morning, in whatever order."""

VIRAL_PRAISE = _night(6, "The guard of the 21:33 found my phone, thank you so much!", 60, likes=3_000)
RANT = _night(7, "corncrake is garbage", 12)
BIG_QUESTION = _night(8, "Which night trains take bicycles, @corncrake?", 40, author_reach=80_000)
OLD = _night(9, "My train to Garrow was an hour late and nobody said why.", 60 * 24 * 20)
OTHER_BIRD = _night(10, "A corncrake called all night in the meadow, I love that sound.", 30, likes=900)
DECOYS = (VIRAL_PRAISE, RANT, BIG_QUESTION, OLD, OTHER_BIRD)
"""What must not stand among the first ten."""
