"""The alert mails of services we know, and any other mail: one file of small parsers, each by its sender."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from hashlib import blake2b
from types import MappingProxyType

from casebook.kinds import Completeness, MentionKind
from casebook.mention import Mention
from sources.html_text import from_html
from sources.links import canonical, unwrapped
from sources.mail import Mail
from sources.mail_links import Item, items, outward, round_about
from sources.pages import first_link, subreddit_of
from sources.settings.imap import MAIL
from sources.text import clean, clean_line

Reads = Callable[[Mail], Iterator[Mention]]

_QUERY = re.compile(
    r"(?<!=)===[^\[\n]{0,80}\[(.{1,200}?)\] ===|(?:Keyword|Alert for):[ \t]*[\"“](.{1,200}?)[\"”]"
)
"""Every part of it has an end, else a line of a megabyte costs the square of its length."""
_SUBJECT = re.compile(r"^(?:Google Alert|Talkwalker Alerts?)\s*[-–:]\s*(.+)$", re.I)
_FOOT = re.compile(
    r"^[ \t]*(?:- ){5,}|^(?:See more results|Unsubscribe|Flag as irrelevant|See all stories)", re.M
)
_LISTED = re.compile(r"^(.{2,40}?) (Posts?|Comments?|Stories|Submissions?)(?: \((/r/[^)]+)\))?: ?(.*)$", re.I)
"""How F5Bot begins an entry: `Reddit Comments (/r/rail/): 'The title' by jane`."""
_BY = re.compile(r"^[\s'\"]*by ([^\s]{1,80})[ \t]*(?:\n|$)")
_STARS = re.compile(r"\b([1-5])(?:[- ]|\s*/\s*5\s*)?stars?\b|(★{1,5})", re.I)
_WROTE = re.compile(
    r"^[ \t]*(.{2,60}?) (?:just |has )?(?:wrote|left|posted|gave|shared)\b(?=.{0,60}(?:review|star))",
    re.I | re.M,
)
_QUOTED = re.compile(r"[“\"]([^“”\"]{3,5000})[”\"]")


def google(mail: Mail) -> Iterator[Mention]:
    """Yield what a Google Alert tells of: each result once, unwrapped."""
    for item in items(mail, round_about, plain_first=True):
        lines = [line for line in _FOOT.split(item.before)[0].split("\n") if line.strip()]
        title, text = item.title, item.after
        if not title:  # a plain mail: headline, paper and words stand before the link
            block = clean(item.before).split("\n\n")[-1].split("\n")
            title, text = block[0], "\n".join(block[1:])
        yield _found(mail, item, "google_alerts", title, _FOOT.split(text)[0], lines)


def talkwalker(mail: Mail) -> Iterator[Mention]:
    """Yield what a Talkwalker Alert tells of."""
    for item in items(mail, outward("talkwalker.com")):
        if item.title or item.before:
            title = item.title or clean(item.before).split("\n")[-1]
            yield _found(mail, item, "talkwalker", title, _FOOT.split(item.after)[0], ())


def f5bot(mail: Mail) -> Iterator[Mention]:
    """Yield what F5Bot has found on Reddit, Hacker News and Lobsters."""
    query = None
    for item in items(mail, outward("f5bot.com")):
        query = next(reversed([found[2] for found in _QUERY.finditer(item.before) if found[2]]), query)
        head = item.before.split("\n")[-1] if item.before else ""
        told = _LISTED.match(f"{head} " if head.endswith(":") else head)
        title, author = _headline(item, told[4] if told else "")
        by = _BY.match(item.after)
        mention = _found(mail, item, "f5bot", title, _own(item.after[by.end() :] if by else item.after), ())
        comment = told is not None and told[2].lower().startswith("comment")
        yield replace(
            mention,
            query=query or mention.query,
            author_handle=by[1] if by else author,
            kind=MentionKind.COMMENT if comment else MentionKind.POST,
            community=subreddit_of(item.url),
        )


def trustpilot(mail: Mail) -> Iterator[Mention]:
    """Yield the review a notice of Trustpilot tells of; none where it tells of none."""
    found = (item for item in items(mail, unwrapped) if re.search(r"trustpilot\.[a-z.]+/reviews/", item.url))
    item = next(found, None)
    words = clean(mail.text) or from_html(mail.html)
    if item is None:
        yield from anything(mail)
        return
    whole = f"{mail.subject}\n{words}"
    stars, wrote, quoted = _STARS.search(whole), _WROTE.search(whole), _QUOTED.search(words)
    yield replace(
        _found(mail, item, "trustpilot", "", quoted[1] if quoted else words, ()),
        kind=MentionKind.REVIEW,
        author_name=clean_line(wrote[1]) if wrote else None,
        rating=(int(stars[1]) if stars[1] else len(stars[2])) if stars else None,
        query=None,
    )


def anything(mail: Mail) -> Iterator[Mention]:
    """Yield any other mail as what it is: somebody's message, in its thread."""
    text = clean(mail.text) or from_html(mail.html)
    link = unwrapped(mail.archived_at) if mail.archived_at else None
    yield Mention(
        source=MAIL,
        native_id=mail.id or _mark(mail.subject, mail.sender, text),
        text=text,
        kind=MentionKind.MESSAGE,
        url=link or (None if mail.list_id else first_link(text)),
        title=mail.subject or None,
        author_name=mail.name or None,
        created_at=mail.sent_at,
        thread_root_id=mail.answers[0] if mail.answers else None,
        reply_to_id=mail.answers[-1] if mail.answers else None,
        community=clean_line(mail.list_id.partition("<")[0].strip(' "') or mail.list_id.strip("<>")) or None,
    )


KNOWN: Mapping[str, Reads] = MappingProxyType(
    {
        "googlealerts-noreply@google.com": google,
        "f5bot.com": f5bot,
        "talkwalker.com": talkwalker,
        "trustpilot.com": trustpilot,
        "trustpilotmail.com": trustpilot,
    }
)
"""By the sender's address, or the domain it ends with."""


def mentions_of(mail: Mail) -> list[Mention]:
    """Return what a mail tells of; a service's mail that tells of nothing is a mail like any other."""
    found = list(_reads(mail.sender)(mail))
    return found or list(anything(mail))


def _reads(sender: str) -> Reads:
    domain = sender.rpartition("@")[2]
    while domain:
        if sender in KNOWN or domain in KNOWN:
            return KNOWN.get(sender) or KNOWN[domain]
        domain = domain.partition(".")[2]
    return anything


def _found(
    mail: Mail, item: Item, source: str, title: str, text: str, lines: "tuple[str, ...] | list[str]"
) -> Mention:
    page = canonical(item.url) or item.url
    whole = "\n".join([*lines, mail.text[:2000], mail.subject])
    asked, named = _QUERY.search(whole), _SUBJECT.match(mail.subject)
    query = (asked[1] or asked[2]) if asked else named[1] if named else None
    return Mention(
        source=source,
        native_id=_mark(page),
        text=clean(text),
        kind=MentionKind.ARTICLE,
        url=item.url,
        title=clean_line(title) or None,
        created_at=mail.sent_at,
        completeness=Completeness.SNIPPET if text.strip() else Completeness.TITLE_ONLY,
        query=clean_line(query) if query else None,
    )


def _headline(item: Item, rest: str) -> tuple[str, str | None]:
    """Return the title F5Bot gives, and the author, where a plain mail has both in one line."""
    if item.title:
        return item.title, None
    title, _, author = rest.rpartition(" by ")
    return (title or rest).strip("'\" "), clean_line(author) if title else None


def _own(after: str) -> str:
    """Return the words behind a link that are still its own: up to the next entry or heading."""
    lines: list[str] = []
    for line in after.split("\n"):
        if line.startswith(("Keyword:", "Do you have comments", "Thanks,")) or _LISTED.match(line):
            break
        lines.append(line)
    return "\n".join(lines)


def _mark(*parts: str) -> str:
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
