"""What a source of this kind would make of a mail, or of a file of them."""

from casebook.kinds import HealthKind
from sources.mail import mails_in, read_mail
from sources.mail_alerts import mentions_of
from sources.source import Health, Parsed


def parse(body: bytes, url: str = "", content_type: str = "") -> Parsed:
    """Return the mentions of a mail, or of those of an mbox."""
    read = [read_mail(raw) for raw in mails_in(body)]
    mentions = tuple(each for mail in read if mail is not None for each in mentions_of(mail))
    lost = sum(mail is None for mail in read)
    if not mentions:
        return Parsed((), Health(HealthKind.NOT_A_FEED, "this is no mail that anybody could read"))
    say = f"{lost} of {len(read)} mails could not be read" if lost else ""
    return Parsed(mentions, Health(HealthKind.PARTIAL if lost else HealthKind.OK, say))
