"""Feeds as they are out there: items of one or two kilobytes of marked-up text, RSS and Atom in turn."""

import random
import time
from email.utils import formatdate
from functools import cached_property
from xml.sax.saxutils import escape

_SAID = """
the of and to in a for outage login checkout latency support status billing deploy rollback
customers report api error region eu-west us-east team update release version bug fix issue thanks
great slow broken again today morning thread review star people brand price plan migration data
export alert incident cause database queue worker retry timeout gateway session token webhook
invoice refund café naïve “quoted” it’s we’re really very after before while when since because
product launch blog post screenshot video docs guide community answer
"""
WORDS = _SAID.split()
_SENTENCES = 4000
_NEWS = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Site {number} news</title>'
    "<link>https://{host}</link><description>News of site {number}</description>"
    "<lastBuildDate>{when}</lastBuildDate><language>en</language>\n"
)
_ATOM = (
    '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">'
    "<title>Site {number} feed</title><id>tag:{host},2025:feed</id><updated>{when}</updated>"
    '<link rel="self" href="https://{host}/atom.xml"/><link href="https://{host}/"/>\n'
)


class Writer:
    """Writes items; the same seed writes the same."""

    def __init__(self, seed: int = 1) -> None:
        """Take up the pen."""
        self._chance = random.Random(seed)

    @cached_property
    def sentences(self) -> list[str]:
        """What everybody says, in some order."""
        return [self._sentence() for _ in range(_SENTENCES)]

    def item(self, feed: int, serial: int, at: float, tag: str = "") -> bytes:
        """Return an item of a feed, as RSS in an odd feed and as Atom in an even one.

        Args:
            feed: The feed's number.
            serial: The item's number in it.
            at: When it was written, in seconds since 1970.
            tag: What its title begins with.
        """
        title = f"{tag}{self._say()[:70]} #{serial}"
        return (self._news if feed % 2 else self._entry)(feed, serial, at, title).encode()

    def _news(self, feed: int, serial: int, at: float, title: str) -> str:
        host = host_of(feed)
        return (
            f"<item><title>{escape(title)}</title><link>https://{host}/2025/{serial}/story</link>"
            f"<dc:creator><![CDATA[{self._name()}]]></dc:creator>"
            f"<pubDate>{formatdate(at, usegmt=True)}</pubDate>"
            f'<category>{self._word()}</category><guid isPermaLink="false">https://{host}/?p={serial}</guid>'
            f"<description><![CDATA[<p>{self._say()}</p>]]></description>"
            f"<content:encoded><![CDATA[{self._body(host)}]]></content:encoded></item>\n"
        )

    def _entry(self, feed: int, serial: int, at: float, title: str) -> str:
        host, when = host_of(feed), iso(at)
        return (
            f'<entry><id>tag:{host},2025:{serial}</id><title type="html">{escape(title)}</title>'
            f'<link rel="alternate" type="text/html" href="https://{host}/2025/{serial}/story"/>'
            f"<published>{when}</published><updated>{when}</updated>"
            f"<author><name>{self._name()}</name><uri>https://{host}/u/{feed}</uri></author>"
            f'<category term="{self._word()}"/>'
            f'<content type="html">{escape(self._body(host))}</content></entry>\n'
        )

    def _body(self, host: str) -> str:
        """Return one or two kilobytes of HTML."""
        parts, size, wanted = [], 0, self._chance.randint(1000, 2000)
        while size < wanted:
            shapes = (
                f"<p>{self._say()} <em>{self._word()}</em> {self._say()} {self._say()}</p>",
                f'<p>{self._say()} <a href="https://{host}/s?utm_source=rss&amp;i={size}">{self._word()}</a></p>',
                f"<ul><li>{self._say()}</li><li><strong>{self._word()}</strong> {self._say()}</li></ul>",
                f'<p><img src="/img/{size}.jpg" alt="{self._say()}" width="640"/></p>',
            )
            parts.append(self._chance.choices(shapes, (6, 2, 1, 1))[0])
            size += len(parts[-1])
        return "\n".join(parts)

    def _sentence(self) -> str:
        words = " ".join(self._chance.choices(WORDS, k=self._chance.randint(7, 16)))
        return words[0].upper() + words[1:] + "."

    def _say(self) -> str:
        return self._chance.choice(self.sentences)

    def _word(self) -> str:
        return self._chance.choice(WORDS)

    def _name(self) -> str:
        return f"{self._word()} {self._word()}"


def host_of(feed: int) -> str:
    """Return the host a feed says it is from."""
    return f"site{feed:04d}.example"


def iso(at: float) -> str:
    """Return seconds since 1970 in ISO 8601."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(at))


def around(feed: int, at: float) -> tuple[bytes, bytes]:
    """Return what stands before and after the items of a feed."""
    if feed % 2:
        head, tail = (
            _NEWS.format(number=feed, host=host_of(feed), when=formatdate(at, usegmt=True)),
            "</channel></rss>\n",
        )
    else:
        head, tail = _ATOM.format(number=feed, host=host_of(feed), when=iso(at)), "</feed>\n"
    return head.encode(), tail.encode()
