"""Complaint or not: each kind of evidence for it and against it, in sentences of our own."""

import pytest

from casebook.kinds import Sort
from playbooks.playbook import load
from tests.playbook_samples import judged, why

PLAYBOOK = load()

FALLS_SHORT = {
    "does not work": "The booking page keeps crashing on my tablet.",
    "cannot": "I can't log in to print our tickets.",
    "late": "The night train was two hours late into Dunlin Bay.",
    "waiting": "Been sitting on the platform for 90 minutes now.",
    "money": "I was charged twice for one berth.",
    "damaged": "My suitcase came back with a torn strap.",
    "wrong": "You sent me the wrong ticket, mine was for Friday.",
    "poor": "Very thin blankets, poor quality for that price.",
    "rude": "The conductor was rude to my grandmother.",
    "silence": "Nobody answers the phone at Corncrake.",
    "anger": "What a pathetic railway.",
    "sad face": "No heating in coach 7 :(",
    "leaving": "Never booking with Corncrake again, done with it.",
    "rhetorical": "How can you sell a berth that is already sold?",
    "why": "@corncrake why is the 7:40 not running?",
    "chasing": "@corncrake where is my refund?",
    "wish": "Please fix the door of coach 7.",
    "negated praise": "The new sleeper is not worth the money.",
    "praise with a but": "Nice crew, but the heating was broken and we froze all night.",
    "sarcasm": "Thanks for nothing, Corncrake.",
    "polite": "Thank you for your reply, but I still have no refund.",
    "hashtag": "Third time this week #fail",
    "a price that rose": "Corncrake season ticket: $90 last year, $140 a year now. For what?",
    "gave out": "The heater in coach 4 conked out before Dunlin Bay, the one in coach 5 does nothing.",
    "not as said": "The brochure says quiet coach. The letter says there is none.",
    "taken for a fool": "The man at the window shrugged and went on chatting. Not so much as a sorry.",
    "nobody came": "Week two of the lift at Dunlin Bay, and nobody came to look at it.",
    "a polite jab": "Twelve seats for two hundred of us. How thoughtful.",
    "in a week": "Within a week the folding bed gave out, and now the other one is stuck shut.",
    "made to": "We were told to move, then made to stand as far as Dunlin Bay.",
    "another thing came": "Ordered the green blanket, got a brown one.",
    "two sources differ": "The poster says dogs go free, the guard says half fare.",
    "gave way": "New thermos. The lid snapped off in coach 2.",
    "left undone": "One window for tickets, unmanned, forty of us in the queue.",
    "a wry word": "Two coaches for the whole ferry. Funny how that works.",
    "an insult and no more": "Corncrake is run by bloodsucking parasites.",
}
IS_NONE = {
    "thanks": "Thank you so much for the quick help!",
    "praise": "What a wonderful night train, the breakfast was delicious.",
    "question": "Do you have berths for families?",
    "how do I": "How do I add a dog to my booking?",
    "mended": "It works now, thanks!",
    "no problem": "No problem at all with the new app.",
    "never disappoints": "Corncrake never disappoints, love it.",
    "details": "I sent you a DM with my number.",
    "chatter": "He loves trains, happy birthday to him!",
    "shared": "Giveaway: win a free night in the sleeper https://corncrake.example/win",
    "passed on": "RT Corncrake opens a new line to Dunlin Bay…",
    "smile": "On the way to Dunlin Bay :)",
    "own fault": "Sat in the quiet coach with a crying child, user error, sorry all.",
    "credit given": "Delayed at Wrenfield, but the guard sorted us out within minutes. Can't fault her.",
    "notice": "Heads up: selling my ticket for the late sleeper, not needed any more.",
    "advice": "@anna You can change the berth in settings, then wait until it says saved. Worked for me.",
    "news": "Corncrake confirms the line to Wrenfield will close in May, unions say 40 jobs were affected.",
    "an offer": "Tickets to Dunlin Bay from only $9 until Friday, book now!",
    "one who serves": "I work at the window in Wrenfield. Half of us never get a break when a train is late.",
    "of no firm": "The minister was late for the vote, what a surprise from this government.",
    "handled": "Can't fault Corncrake: lost my wallet on the sleeper, had it back before I even got home.",
    "only asking": "Does your log include failed bookings, or only the paid ones?",
    "another sense": "Frozen peas nine times out of ten, and the freezer of the bar is tiny.",
    "which one": "Which ticket do I need for a dog, or is it free?",
}


@pytest.mark.parametrize("text", FALLS_SHORT.values(), ids=FALLS_SHORT.keys())
def test_each_way_of_falling_short_is_heard(text: str) -> None:
    verdict = judged(PLAYBOOK, text)
    assert verdict.complaint
    assert verdict.sort is Sort.COMPLAINT


@pytest.mark.parametrize("text", IS_NONE.values(), ids=IS_NONE.keys())
def test_what_says_no_such_thing_is_none(text: str) -> None:
    assert not judged(PLAYBOOK, text).complaint


def test_what_is_no_complaint_is_sorted_too() -> None:
    sorts = {kind: judged(PLAYBOOK, text).sort for kind, text in IS_NONE.items()}
    assert (sorts["thanks"], sorts["praise"], sorts["never disappoints"]) == (Sort.PRAISE,) * 3
    assert (sorts["question"], sorts["how do I"]) == (Sort.QUESTION,) * 2
    assert sorts["passed on"] is Sort.NOISE


def test_a_question_with_thanks_around_it_is_owed_an_answer() -> None:
    verdict = judged(PLAYBOOK, "@corncrake thanks! Do you have berths for dogs?")
    assert verdict.sort is Sort.QUESTION
    assert verdict.priority is not None


@pytest.mark.parametrize("text", ["Will the sleeper have showers?", "@corncrake is it possible to ski?"])
def test_how_it_opens_and_ends_makes_a_question(text: str) -> None:
    assert judged(PLAYBOOK, text).sort is Sort.QUESTION
    assert judged(PLAYBOOK, text.replace("?", " indeed.")).sort is not Sort.COMPLAINT


def test_the_more_speaks_for_it_the_likelier_it_is() -> None:
    texts = [
        "The sleeper to Dunlin Bay.",
        "The sleeper was late.",
        "The sleeper was late again, no heating.",
        "The sleeper was late again, no heating, and nobody answers. Worst night ever.",
    ]
    chances = [judged(PLAYBOOK, text).labels.complaint for text in texts]
    assert chances == sorted(set(chances))
    assert chances[0] < 0.3 < 0.5 < chances[1] < 0.9 < chances[-1]


def test_what_stands_within_a_longer_find_does_not_count() -> None:
    problem, none = (
        judged(PLAYBOOK, f"{text} with my booking.").labels for text in ("A problem", "No problem")
    )
    assert none.complaint < 0.3 < problem.complaint


def test_only_clear_words_are_shown_for_it() -> None:
    assert 'something does not work "crashing"' in why(judged(PLAYBOOK, FALLS_SHORT["does not work"]))
    faint = judged(PLAYBOOK, "You and your staff did not even tell us, and still no.")
    assert "it speaks to us of what is ours" not in why(faint)


@pytest.mark.parametrize(
    ("text", "specific"),
    [
        ("My order 5512 never arrived.", True),
        ("The app freezes whenever I open my tickets.", True),
        ("No reply to my claim of 3 March.", True),
        ("@corncrake the heating in coach 7 is broken", True),
        ("Two hours late and we missed our connection.", True),
        ("You suck.", False),
        ("Worst company ever, never again.", False),
        ("Pathetic. Absolute joke of a railway #fail", False),
        ("They don't care about people at all.", False),
        ("What a bunch of idiots, as always!", False),
    ],
)
def test_a_concern_names_something_and_scorn_does_not(text: str, specific: bool) -> None:
    verdict = judged(PLAYBOOK, text)
    assert verdict.complaint
    assert verdict.specific is specific


def test_scorn_around_a_concern_does_not_hide_it() -> None:
    verdict = judged(PLAYBOOK, "Pathetic. You charged my card twice for berth 12 on Monday, idiots.")
    assert verdict.specific
