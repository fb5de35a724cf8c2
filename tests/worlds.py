"""Every connector's world, for what all of them must do: the one list."""

from tests.rig import World
from tests.rig_appstore import AppStoreWorld
from tests.rig_bluesky import BlueskyWorld
from tests.rig_discourse import DiscourseSearchWorld, DiscourseWorld
from tests.rig_feeds import FeedWorld, GoogleAlertsWorld, RedditWorld, WordPressWorld, YouTubeWorld
from tests.rig_github import GitHubWatchWorld, GitHubWorld
from tests.rig_hackernews import HackerNewsWorld
from tests.rig_lemmy import LemmyOneWorld, LemmyWorld
from tests.rig_mastodon import MastodonWorld
from tests.rig_stackexchange import StackExchangeWorld

WORLDS: tuple[type[World], ...] = (
    AppStoreWorld,
    BlueskyWorld,
    DiscourseSearchWorld,
    DiscourseWorld,
    FeedWorld,
    GitHubWatchWorld,
    GitHubWorld,
    GoogleAlertsWorld,
    HackerNewsWorld,
    LemmyOneWorld,
    LemmyWorld,
    MastodonWorld,
    RedditWorld,
    StackExchangeWorld,
    WordPressWorld,
    YouTubeWorld,
)
