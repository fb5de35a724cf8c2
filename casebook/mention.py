"""One public post about us, as its source tells it, and as the casebook keeps it."""

from datetime import datetime

from casebook.frozen import frozen
from casebook.kinds import (
    Blame,
    CanReply,
    Clock,
    Completeness,
    Decision,
    Lane,
    LangSource,
    MentionKind,
    Portal,
    Precision,
    ReachKind,
    Sort,
    WakeOn,
)


@frozen
class Mention:
    """One public post. `None` means the source does not say; 0 means it says zero."""

    source: str
    """The platform: "feed", "hackernews", or the sender's own word for itself."""
    native_id: str
    """Stable in the source; with `source` it names the mention for good."""
    text: str = ""
    """Plain clean text, paragraphs parted by one newline or two."""
    kind: MentionKind = MentionKind.POST
    url: str | None = None
    """Where a person reads it; http or https only."""
    title: str | None = None
    author_handle: str | None = None
    author_name: str | None = None
    author_url: str | None = None
    author_reach: int | None = None
    author_reach_kind: ReachKind | None = None
    created_at: datetime | None = None
    """When the customer wrote it, aware UTC. Intake fills a missing one with the time first seen."""
    created_precision: Precision = Precision.EXACT
    edited_at: datetime | None = None
    deleted: bool = False
    thread_root_id: str | None = None
    thread_root_url: str | None = None
    reply_to_id: str | None = None
    reply_to_url: str | None = None
    community: str | None = None
    """Subreddit, tag, category, repository, country."""
    score: int | None = None
    comments: int | None = None
    reposts: int | None = None
    likes: int | None = None
    views: int | None = None
    upvote_ratio: float | None = None
    lang: str | None = None
    """BCP 47."""
    lang_source: LangSource | None = None
    rating: int | None = None
    """1 to 5 stars."""
    can_reply: CanReply = CanReply.LINK
    completeness: Completeness = Completeness.FULL
    query: str | None = None
    """The rule that matched."""
    via: str | None = None
    """Our own name of the source in the settings; shown under "where"."""
    portal: Portal | None = None
    raw_ref: str | None = None

    @property
    def uri(self) -> str:
        """The mention's name for good, e.g. `hackernews:41234567`."""
        return f"{self.source}:{self.native_id}"

    @property
    def author(self) -> str | None:
        """The author's account, e.g. `mastodon:jane@example.social`, or None where nobody is named.

        A handle is unique on its platform; a bare name means somebody only at the place it stands.
        """
        if self.author_handle:
            return f"{self.source}:{self.author_handle}"
        return f"{self.via or self.source}:{self.author_name}" if self.author_name else None


@frozen
class Reason:
    """One thing that counted towards a verdict."""

    what: str
    """In words, e.g. "they already asked for help"."""
    words: str = ""
    """The customer's own words it rests on, or empty."""
    points: int = 0
    key: str = ""
    """The playbook's weight the points are from, e.g. "portal.complaint"; empty where nothing is weighed."""


@frozen
class Snooze:
    """A row set aside: by whom, until when, and why."""

    by: str
    at: datetime
    until: datetime
    """When it comes back at the latest: nothing is set aside for ever."""
    lane: Lane
    """Where it comes back to."""
    on: WakeOn | None = None
    """What brings it back sooner; None: only its time."""
    why: str | None = None


@frozen
class KeptMention:
    """A mention as the casebook keeps it: what was said, and where it stands with us."""

    id: int
    """Order of arrival; 0 before it is stored."""
    mention: Mention
    seen_at: datetime
    """When it was first in the store."""
    page: str | None = None
    """Canonical URL, for telling copies apart from news."""
    thread: str | None = None
    """Key of the public thread it stands in; a case is keyed on it."""
    decision: Decision = Decision.UNDECIDED
    case: int | None = None
    why: str | None = None
    """The reason of a decision to take no action."""
    priority: int | None = None
    """1, 2, 3, or None for nothing to do."""
    reasons: tuple[Reason, ...] = ()
    due_at: datetime | None = None
    """When its clock runs out: by then we owe a first word or a decision, or what its case owes."""
    resolve_by: datetime | None = None
    """By when it has to be put right, counted from the customer's post."""
    clock: Clock | None = None
    """Which clock `due_at` is of; None: the first word."""
    lane: Lane | None = None
    """None once it is decided, or stands behind another row of its case."""
    owner: str | None = None
    """Who has claimed its case."""
    claimed_until: datetime | None = None
    """When that claim runs out."""
    voices: int = 1
    """How many mentions this row stands for."""
    snooze: Snooze | None = None
    """How it is set aside; None while it is not."""
    mute: int | None = None
    """The mute that let it go."""
    back: str | None = None
    """Why it is back after a snooze; None once somebody has acted on it."""
    copy_of: int | None = None
    """The mention behind whose row it stands, saying the same elsewhere."""
    apart: bool | None = None
    """Whether somebody has said that it is a copy of nothing."""
    sort: Sort | None = None
    """What it is for us; None where it was judged before that was kept, as with all that follows."""
    specific: bool | None = None
    """Of a complaint: whether it names what could be looked up or mended; None where it is none."""
    double: bool | None = None
    """True where they were let down twice; None where nothing says so."""
    abusive: bool | None = None
    """True where it attacks people; None where nothing says so."""
    blame: Blame | None = None
    """What they believe of our motive; None where they state none."""
    cause: str | None = None
    """The likeliest root cause, a key of the playbook's causes; None where it is no complaint."""
    severity: int | None = None
    """1 annoyance, 2 loss or nothing works, 3 harm; None where it is no complaint."""
    reach_by: datetime | None = None
    """Until when the customer is still within reach (rule J6)."""
    rung: int | None = None
    """How far this alone puts the story on the ladder, 0 to 5; None: posted, as most are (rule J5)."""
    ahead: int | None = None
    """Minutes by which it stands before others of its priority that are due then; None: by none."""
    overruled: bool | None = None
    """True where a person has said that the verdict is another: the lessons on this mention say what."""

    @property
    def runs_out(self) -> datetime | None:
        """When the first of its clocks runs out, that of their being within reach among them."""
        both = [each for each in (self.reach_by, self.due_at) if each is not None]
        return min(both, default=None)
