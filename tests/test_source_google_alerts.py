"""Google Alerts: a recorded feed gives what it should, and its redirects lead to pages or nowhere."""

from datetime import UTC, datetime
from xml.sax.saxutils import escape

import pytest

from casebook.kinds import CanReply, Completeness, HealthKind, MentionKind, Precision
from casebook.mention import Mention
from sources.address import shown
from sources.registry import KINDS
from sources.source import Parsed
from tests.fixtures_folder import fixtures
from tests.rig_feeds import ATOM

PAGES = [
    "https://www.aglobalmarketresearch.com/report-offers-prediction-of-automotive-slack-market-by-top-key-"
    "players-like-haldex-meritor-bendix-mei-wabco-accuride-stemco-tbk-febi-aydinsan/",
    "https://investorplace.com/2019/07/slack-stock-truly-compelling/",
    "https://rivertonroll.com/news/2019/07/10/slack-nasdaqwork-insider-cal-henderson-sells-1500-shares-3.html",
    "https://www.vox.com/2019/7/10/20688476/recode-daily-slack-has-a-snap-problem",
]
"""Where the first four of the recorded alert lead, read in the file by eye."""


def test_a_recorded_alert_is_read_as_it_was_meant() -> None:
    body = fixtures("google_alerts", "google_alerts_atom.xml").read_bytes()
    parsed = KINDS["google_alerts"].parse(body)
    assert parsed.health.kind is HealthKind.OK
    assert len(parsed.mentions) == 20
    assert [each.url for each in parsed.mentions[:4]] == PAGES
    assert not any("google." in (each.url or "google.") for each in parsed.mentions)
    assert not any("<" in f"{each.title}{each.text}" for each in parsed.mentions)
    assert parsed.mentions[3] == Mention(
        source="google_alerts",
        native_id="tag:google.com,2013:googlealerts/feed:1835132116100339822",
        text="Microsoft Teams could be to Slack what Facebook was to Snapchat: a copier and a killer. "
        "The workplace messaging software Slack is losing ground to ...",
        kind=MentionKind.ARTICLE,
        url=PAGES[3],
        title="Recode Daily: Slack has a Snap problem",
        created_at=datetime(2019, 7, 10, 11, 26, 15, tzinfo=UTC),
        created_precision=Precision.FIRST_SEEN,
        community="vox.com",
        completeness=Completeness.SNIPPET,
    )


def hit(goal: str) -> Parsed:
    """Return what is made of one hit that leads there."""
    link = escape(f"https://www.google.com/url?rct=j&sa=t&url={goal}&ct=ga", {'"': "&quot;"})
    body = (
        f"{ATOM}<entry><id>tag:google.com,2013:googlealerts/feed:1</id><title type='html'>Acme</title>"
        f'<link href="{link}"/><content type="html">late&amp;nbsp;...</content></entry></feed>'
    )
    return KINDS["google_alerts"].parse(body.encode())


@pytest.mark.parametrize(
    ("goal", "url"),
    [
        ("https://press.example/a?id=3", "https://press.example/a?id=3"),
        ("https%3A%2F%2Fpress.example%2Fa%3Fid%3D3%26x%3D1", "https://press.example/a?id=3&x=1"),
        ("http://press.example/a", "http://press.example/a"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("", None),
    ],
)
def test_a_redirect_is_unwrapped_and_leads_to_the_web_or_nowhere(goal: str, url: str | None) -> None:
    (mention,) = hit(goal).mentions
    assert mention.url == url
    assert mention.can_reply is (CanReply.LINK if url else CanReply.NONE)
    assert (mention.author, mention.text) == (None, "late ...")


def test_the_address_of_an_alert_is_its_key_and_not_shown() -> None:
    said = shown("https://www.google.com/alerts/feeds/04175468913983673025/4428013283581841004")
    assert said == "https://www.google.com/alerts/feeds/…/…"
