"""What can be told of a YouTube channel or playlist."""

from casebook.durations import Seconds
from casebook.frozen import frozen
from casebook.kinds import Portal
from casebook.pattern import pattern
from sources.paging import address
from sources.policy import Card, Leave
from sources.settings.common import mistakes

CARD = Card(
    name="YouTube",
    may_match=Leave.YES,
    may_message=Leave.ASKED,
    may_quote=Leave.YES,
    keep_deleted=False,
    disclose="Answer from the company's own channel, under its own name.",
    note="The feed tells a channel's videos; what is said below them only its own page shows.",
    terms="https://www.youtube.com/t/terms",
)
_CHANNEL = pattern(r"UC[\w-]{22}")
_PLAYLIST = pattern(r"[A-Z]{2}[\w-]{10,60}")
_ONE = "name either a channel or a playlist"


@frozen
class YouTubeSettings:
    """The newest videos of a channel or a playlist."""

    channel: str = ""
    """The channel's id, such as UC and 22 letters; no name with an @."""
    playlist: str = ""
    """The playlist's id, in place of a channel."""
    base_url: str = "https://www.youtube.com"
    """Where the feed is asked."""
    every: Seconds = 900.0
    """Seconds between two askings when all is well."""
    portal: Portal = Portal.SOCIAL
    """What kind of place it is."""
    match_customers: bool = CARD.matches
    """Whether its authors may be suggested as customers of ours."""
    backfill: Seconds = 86_400.0
    """Seconds it is read back when it first answers."""

    @property
    def url(self) -> str:
        """Where the feed is."""
        asked = {"channel_id": self.channel or None, "playlist_id": self.playlist or None}
        return address(self.base_url, "/feeds/videos.xml", asked)

    def mistakes(self) -> dict[str, str]:
        """Return what is said wrongly, in words by the field's name."""
        return self._which() | mistakes(self.every, self.backfill, addresses={"base_url": self.base_url})

    def _which(self) -> dict[str, str]:
        if bool(self.channel) == bool(self.playlist):
            return {"channel": _ONE}
        if self.channel and not _CHANNEL.fullmatch(self.channel):
            return {
                "channel": "must be the channel's id: UC and 22 letters (its page, Share, Copy channel ID)"
            }
        if self.playlist and not _PLAYLIST.fullmatch(self.playlist):
            return {"playlist": "must be the playlist's id, such as PL… in its address behind list="}
        return {}
