"""What people say in the made-up weeks of the Corncrake railway: sentences of ours, with blanks to fill.

Each list is of one cause, or of no complaint at all. Two people who say the same thing say it in other words:
a sentence is a beginning, a middle and an end, drawn apart, and the blanks are filled by the draw too.
"""

from random import Random
from typing import NamedTuple


class Told(NamedTuple):
    """One sentence drawn, and what it is about."""

    cause: str | None
    """None: no complaint."""
    text: str


_STATIONS = [
    "Alderholt",
    "Brenwick",
    "Castle-Morrow",
    "Dunmere",
    "Eastfold",
    "Fennel-Cross",
    "Garrow",
    "Harbourside",
]
_HOURS = ("7:04", "7:31", "8:12", "9:40", "12:15", "16:52", "17:20", "18:05", "21:33")
_SUMS = ("£12", "£18.40", "£27", "£46", "£64.90", "£112")
_DAYS = ("Monday", "Tuesday", "Thursday", "Friday", "Sunday")
_SPANS = ("20 minutes", "40 minutes", "an hour", "two hours", "three days", "nine days", "two weeks")

_BEGIN = (
    ("", 6),
    ("So, ", 1),
    ("Well done Corncrake. ", 1),
    ("Hey @corncrake, ", 3),
    ("@corncrake ", 4),
    ("Honestly, ", 1),
    ("Is anyone else seeing this? ", 1),
)
_END = (
    ("", 6),
    (" Not good enough.", 1),
    (" What is going on?", 1),
    (" Can somebody sort this out please.", 1),
    (" I give up.", 1),
    (" Happens every week now.", 1),
    (" Any news?", 1),
)

COMPLAINTS: dict[str, tuple[str, ...]] = {
    "delivery": (
        "the {hour} from {here} is {span} late and nobody says why",
        "{hour} to {there} cancelled again, standing at {here} in the rain",
        "stuck outside {there} since {hour}, no announcement",
        "we missed our connection at {there} because the {hour} left {span} late",
        "third day this week the {hour} from {here} never came",
    ),
    "billing": (
        "I was charged {sum} for a ticket to {there} I had already cancelled",
        "your site took {sum} from my card and gave me no ticket",
        "still no refund of {sum} for the cancelled {hour} from {here}",
        "paid {sum} for a return, the guard made me pay again",
        "the season ticket costs {sum} more than you said on {day}",
    ),
    "product": (
        "the heating on the {hour} to {there} is broken and it is freezing in here",
        "no working toilet on the whole train from {here} to {there}",
        "the seat I reserved on the {hour} does not exist",
        "the carriage on the {hour} from {here} is filthy",
        "the table at my seat came off in my hands",
    ),
    "outage": (
        "your app will not open since this morning, I cannot show my ticket",
        "the ticket machine at {here} is out of order and so is the website",
        "the wifi on the {hour} has been down since {there}",
        "booking page says error for {span} now",
        "departure boards at {here} have been blank for {span}",
    ),
    "support": (
        "on hold for {span} and then the hotline hung up on me",
        "wrote to customer service on {day}, no reply since",
        "the man at the desk in {here} was rude and sent me away",
        "your agent told me it was solved on {day}. It is not. Nobody calls back",
        "asked three times about my claim, each time another answer",
    ),
    "account": (
        "locked out of my account since {day}, the reset mail never comes",
        "my railcard has vanished from my account",
        "I cannot log in, it says my password expired, the link does not work",
        "somebody else's journeys show in my account",
    ),
    "information": (
        "the board at {here} said platform 2, the {hour} left from 5",
        "the timetable online is not the one at the station in {here}",
        "nobody at {here} could tell us whether the {hour} runs",
        "your page says bicycles are fine, the guard says they are not",
    ),
    "lost_damaged": (
        "left my bag at {here}, your lost property lost it again",
        "my suitcase came back from your van with a broken wheel",
        "bicycle damaged in the luggage van between {here} and {there}",
    ),
}

ASKED = (
    "does the {hour} from {here} run on {day}?",
    "can I take a dog on the {hour} to {there}?",
    "@corncrake which platform for {there} please?",
    "is there a family ticket from {here} to {there}?",
)
PRAISED = (
    "thank you to the guard on the {hour} who found my phone, wonderful service",
    "@corncrake lovely journey from {here} to {there}, great staff",
    "well done to the team at {here}, so helpful with my mother's wheelchair",
    "the new carriages to {there} are beautiful, love them",
)
SMALL = (
    "on the {hour} to {there}, reading a good book",
    "heard a corncrake in the meadow at dawn, first of the year",
    "{there} by train with the kids today",
    "passing {here} now, see you at {hour}",
)

CHARGED_TWICE = (
    "the Corncrake app charged me {sum} twice for one ticket to {there}",
    "double charge of {sum} on my card from @corncrake, one booking only",
    "charged twice! {sum} each, for the same {hour} to {there}",
    "just looked at my bank: {sum} taken two times by Corncrake this evening",
    "@corncrake you have billed me {sum} twice and the chat is closed",
    "my card was billed {sum} two times for the {hour}, want my money back",
    "anyone else paid {sum} double in the corncrake app tonight?",
)
"""The storm: one cause, many people."""


def complaint(random: Random) -> Told:
    """Draw an ordinary complaint, of whatever cause."""
    causes = list(COMPLAINTS)
    (cause,) = random.choices(causes, weights=(30, 14, 14, 10, 14, 6, 8, 4))
    return Told(cause, _dressed(random, random.choice(COMPLAINTS[cause])))


def charged_twice(random: Random) -> Told:
    """Draw a voice of the storm."""
    return Told("billing", _dressed(random, random.choice(CHARGED_TWICE)))


def other(random: Random) -> Told:
    """Draw what is no complaint."""
    (kind,) = random.choices((ASKED, PRAISED, SMALL), weights=(4, 3, 5))
    return Told(None, filled(random, random.choice(kind)))


def filled(random: Random, text: str) -> str:
    """Fill a sentence's blanks."""
    here, there = random.sample(_STATIONS, 2)
    return text.format(
        here=here,
        there=there,
        hour=random.choice(_HOURS),
        sum=random.choice(_SUMS),
        day=random.choice(_DAYS),
        span=random.choice(_SPANS),
    )


def _dressed(random: Random, text: str) -> str:
    begin, end = (random.choices(*zip(*each, strict=True))[0] for each in (_BEGIN, _END))
    said = filled(random, text)
    return f"{begin}{said if begin else said[:1].upper() + said[1:]}.{end}"
