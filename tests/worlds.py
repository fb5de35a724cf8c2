"""Every connector's world, for what all of them must do: the one list."""

from tests.rig import World
from tests.rig_bluesky import BlueskyWorld
from tests.rig_lemmy import LemmyWorld
from tests.rig_mastodon import MastodonWorld

WORLDS: tuple[type[World], ...] = (BlueskyWorld, LemmyWorld, MastodonWorld)
