"""What can be told of the reviews of an app in Apple's App Store."""

import re

from casebook.durations import Seconds
from casebook.frozen import frozen
from casebook.kinds import Portal
from sources.policy import Card, Leave
from sources.settings.common import mistakes

CARD = Card(
    name="App Store",
    may_match=Leave.NO,
    may_message=Leave.NO,
    may_quote=Leave.YES,
    disclose="Answers come from the developer's account in App Store Connect, and say so by themselves.",
    note="Each review has one answer, which may be changed; nobody may be paid or pressed to change one.",
    terms="https://developer.apple.com/app-store/ratings-and-reviews/",
)
_APP = re.compile(r"\d{5,15}")
_COUNTRY = re.compile(r"[a-z]{2}")


@frozen
class AppStoreSettings:
    """The reviews of one app, country by country."""

    app: str
    """The number in the app's address: 1404176564 of apps.apple.com/app/id1404176564."""
    countries: tuple[str, ...] = ("us",)
    """Whose stores are read, two letters each."""
    base_url: str = "https://itunes.apple.com"
    """Where the reviews are asked for."""
    every: Seconds = 1800.0
    """Seconds between two askings when all is well; reviews show up hours late anyway."""
    portal: Portal = Portal.COMPLAINT
    """What kind of place it is."""
    match_customers: bool = CARD.matches
    """Whether its authors may be suggested as customers of ours."""
    backfill: Seconds = 7 * 86_400.0
    """Seconds it is read back when it first answers."""

    def mistakes(self) -> dict[str, str]:
        """Return what is said wrongly, in words by the field's name."""
        found = mistakes(self.every, self.backfill, addresses={"base_url": self.base_url})
        if not _APP.fullmatch(self.app):
            found["app"] = "must be the app's number, such as 1404176564"
        if not self.countries or not all(_COUNTRY.fullmatch(each) for each in self.countries):
            found["countries"] = 'must name stores by two small letters each, such as ["us", "de"]'
        return found
