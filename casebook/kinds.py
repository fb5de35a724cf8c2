"""The closed sets of the house: each list of words is kept here once."""

from enum import StrEnum


class Portal(StrEnum):
    """The three kinds of place people complain in (rule L2)."""

    COMPLAINT = "complaint"
    """Complaint and consumer-organisation sites, review sites, app stores."""
    AIMED = "aimed"
    """A site made against one company."""
    SOCIAL = "social"
    """General social sites, forums and blogs."""


class MentionKind(StrEnum):
    """What sort of public text a mention is."""

    POST = "post"
    COMMENT = "comment"
    REVIEW = "review"
    ARTICLE = "article"
    ISSUE = "issue"
    QUESTION = "question"
    ANSWER = "answer"
    MESSAGE = "message"
    VIDEO = "video"


class Sort(StrEnum):
    """What somebody does with a mention of us: each is in one of these (rules J1, L5)."""

    COMPLAINT = "complaint"
    """They say that we fell short."""
    QUESTION = "question"
    PRAISE = "praise"
    NEWS = "news"
    """Told of us by somebody who is no customer here: an article, an announcement."""
    NOISE = "noise"
    """Nothing in it is for us: another of our name, a machine, small talk."""


class ReachKind(StrEnum):
    """What `author_reach` counts."""

    FOLLOWERS = "followers"
    KARMA = "karma"
    REPUTATION = "reputation"
    TRUST_LEVEL = "trust_level"


class Precision(StrEnum):
    """How well the time of writing is known."""

    EXACT = "exact"
    DAY = "day"
    FIRST_SEEN = "first_seen"
    """The source gave no date: the time we first saw it stands in."""


class LangSource(StrEnum):
    """Who says what language it is."""

    DECLARED = "declared"
    FEED = "feed"
    GUESSED = "guessed"


class CanReply(StrEnum):
    """How an answer can be given where the mention stands."""

    NONE = "none"
    LINK = "link"
    API = "api"


class Completeness(StrEnum):
    """How much of the public text the source gave us."""

    FULL = "full"
    SNIPPET = "snippet"
    TITLE_ONLY = "title_only"


class Decision(StrEnum):
    """Where a mention stands with us: undecided until somebody decides (rule L4)."""

    UNDECIDED = "undecided"
    IN_CASE = "in_case"
    THANKED = "thanked"
    NO_ACTION = "no_action"


class Lane(StrEnum):
    """Which part of the queue a row stands in; a decided mention stands in none."""

    DESK = "desk"
    """Needs a person now: undecided, or an open case."""
    WAITING = "waiting"
    """A case that waits for the customer."""
    SNOOZED = "snoozed"
    """Set aside until a time or an event; it comes back by itself."""
    PRAISE = "praise"
    """Great service, to be thanked for (rule L5)."""


class Clock(StrEnum):
    """What somebody has to do by a time, the most pressing first (rules A1, J6, L4)."""

    REACH = "reach"
    """The customer is within reach until then."""
    FIRST = "first"
    """The first word in public is owed, or a decision."""
    NEXT = "next"
    """The next word in public is."""
    RESOLVE = "resolve"
    """It has to be put right."""


class WakeOn(StrEnum):
    """What brings a snoozed row back before its time."""

    ANSWER = "answer"
    """The next mention in its thread, or by its author anywhere."""
    CHANGE = "change"
    """That, or anything else we hear about it: an edit, a copy elsewhere, more stir."""


class MuteKind(StrEnum):
    """What is muted."""

    AUTHOR = "author"
    THREAD = "thread"
    WORD = "word"
    """A word in one source."""


class CaseStatus(StrEnum):
    """How far a case has come."""

    OPEN = "open"
    WAITING = "waiting"
    """Answered in public; the customer's turn."""
    RESOLVED = "resolved"
    MERGED = "merged"
    """Part of another case; a link that can be cut."""


class Blame(StrEnum):
    """What the customer believes of our motive (rule J4)."""

    NONE = "none"
    """No motive is stated."""
    UNINTENTIONAL = "unintentional"
    """A mistake: nobody meant it."""
    INTENTIONAL = "intentional"
    """Meant, but not for our own gain: a policy, a safeguard, a kindness gone wrong."""
    GREED = "greed"
    """Meant, and for our own gain."""


BLAME = {
    Blame.NONE: "no motive stated",
    Blame.UNINTENTIONAL: "it was not meant",
    Blame.INTENTIONAL: "it was meant, but kindly",
    Blame.GREED: "it was meant, for our own gain",
}
"""What the customer believes, as the responder reads it (rule J4)."""


class StormState(StrEnum):
    """How a storm stands (rule J7)."""

    ON = "on"
    """More is said than usual."""
    STILLED = "stilled"
    """Somebody has said that it is over, and as much is said: it is not raised again before that ends."""
    OVER = "over"


class CustomerKind(StrEnum):
    """Steady or casual, by the playbook's thresholds (rule J3)."""

    STEADY = "steady"
    CASUAL = "casual"
    UNKNOWN = "unknown"


class LinkState(StrEnum):
    """What we hold of the guess that a handle belongs to a customer: only ever suggested by us."""

    SUGGESTED = "suggested"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


class Aftermath(StrEnum):
    """What is said when it is over (rule R2)."""

    FOLLOW_UP = "follow_up"
    """Follow up where everybody can see it."""
    QUIET = "quiet"
    """Let it rest."""
    STAND = "stand"
    """Stand our ground, and say why."""


class FollowUpState(StrEnum):
    """Whether a follow-up is still owed."""

    OWED = "owed"
    DONE = "done"


class PromiseState(StrEnum):
    """What became of something we said we would do."""

    OWED = "owed"
    KEPT = "kept"
    BROKEN = "broken"
    RELEASED = "released"
    """No longer owed: they said so, or something better took its place."""


class ContactKind(StrEnum):
    """What sort of way to us a contact point is (rule R5)."""

    PAGE = "page"
    FORM = "form"
    """A page that takes a customer's words."""
    PHONE = "phone"
    """A page a telephone number stands on."""
    MAIL = "mail"
    """A mail address."""


class Standing(StrEnum):
    """How a contact point is."""

    HEALTHY = "healthy"
    DOUBTFUL = "doubtful"
    """The last answer was bad; it is asked again before anybody is alarmed."""
    BROKEN = "broken"


class HealthKind(StrEnum):
    """How a source is, as an answer of its own beside its mentions."""

    OK = "ok"
    NOT_MODIFIED = "not_modified"
    EMPTY = "empty"
    """Suspiciously empty: it may be blind."""
    PARTIAL = "partial"
    """Some of it could be read."""
    RATE_LIMITED = "rate_limited"
    BLOCKED = "blocked"
    AUTH = "auth"
    NOT_A_FEED = "not_a_feed"
    ERROR = "error"

    @property
    def well(self) -> bool:
        """Whether the source really answered."""
        return self in (HealthKind.OK, HealthKind.NOT_MODIFIED)

    @property
    def blind(self) -> bool:
        """Whether nothing of what is said there can be seen."""
        return not (self.well or self is HealthKind.PARTIAL)


class Silence(StrEnum):
    """How quiet a source is by its own custom: it may answer well, and say nothing."""

    UNKNOWN = "unknown"
    """It has no custom yet, or is blind."""
    USUAL = "usual"
    QUIET = "quiet"
    """Quieter than its custom."""
    SILENT = "silent"
    """So quiet that somebody must look."""
