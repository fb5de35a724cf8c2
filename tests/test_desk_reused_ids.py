"""Feeds give one id to two entries: two people's complaints stay two."""

from tests.desk_world import World, complaint


def test_another_author_on_another_page_is_another_mention(desk: World) -> None:
    kim = complaint("same", author_handle="kim", url="https://y.example/1", text="Charged twice.")
    lee = complaint("same", author_handle="lee", url="https://y.example/2", text="Never arrived.")
    for _ in range(3):
        desk.take(kim, lee)
        desk.take(lee, kim)
    kept = [desk.kept(number).mention for number in range(1, len(desk.store.mentions) + 1)]
    assert [(each.author_handle, each.text) for each in kept] == [
        ("kim", "Charged twice."),
        ("lee", "Never arrived."),
    ]


def test_the_same_author_on_a_page_that_moved_is_the_same_mention(desk: World) -> None:
    desk.take(complaint("same", url="https://y.example/1", text="Charged twice."))
    desk.take(complaint("same", url="https://y.example/moved", text="Charged three times."))
    assert len(desk.store.mentions) == 1
    assert desk.kept(1).mention.text == "Charged three times."


def test_an_id_that_says_whose_it_is_is_one_mention_whatever_they_call_themselves(desk: World) -> None:
    uri = "at://did:plc:kim/app.bsky.feed.post/3kx"
    for name in ("did:plc:kim", "kim.example", "kim.new.example"):
        page = f"https://bsky.app/profile/{name}/post/3kx"
        desk.take(complaint(uri, source="bluesky", author_handle=name, url=page, text="Charged twice."))
    assert len(desk.store.mentions) == 1
