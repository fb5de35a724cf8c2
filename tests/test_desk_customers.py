"""The customer list: what any shop exports comes in, what does not fit is told, and guesses stay guesses."""

from datetime import date
from pathlib import Path

import pytest

from casebook.customer import Customer
from casebook.document import from_document
from casebook.kinds import LinkState
from desk.customer_rows import BadRow, Row, rows
from desk.customers import BATCH, Report, import_list, preview
from desk.errors import BadList
from desk.linking import confirm_handle, refuse_handle
from desk.opening import open_case
from desk.views import case_view, guesses, history
from tests.desk_world import NOON, World, after, complaint, playbook

LIST = """ref,name,email,since,orders,value,contacts,tier,accounts,notes
17,Jane Doe,Jane@Example.org,2019-04-01,31,"1,240.50",2,gold,forum:jane_doe @janed,pays on time
18,Kim Lee,kim@example.org,,,,,,,
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def listed(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    file = folder / "customers.csv"
    file.write_bytes(text.encode(encoding))
    return file


def brought(desk: World, file: Path) -> Report:
    return import_list(desk.store, playbook(), file, by="dana", now=NOON)


def customers(desk: World) -> list[Customer]:
    return [from_document(Customer, each, id=each.doc_id) for each in desk.store.customers.select(order="+")]


def test_a_list_comes_in_with_all_it_says(desk: World, folder: Path) -> None:
    report = brought(desk, listed(folder, LIST))
    assert (report.new, report.changed, report.unchanged, report.bad) == (2, 0, 0, [])
    jane, kim = customers(desk)
    assert (jane.ref, jane.name, jane.email, jane.since) == (
        "17",
        "Jane Doe",
        "jane@example.org",
        date(2019, 4, 1),
    )
    assert (jane.orders, jane.value, jane.contacts, jane.tier) == (31, 1240, 2, "gold")
    assert (jane.accounts, jane.notes) == (("forum:jane_doe", "janed"), "pays on time")
    assert (kim.since, kim.orders, kim.accounts) == (None, None, ())


def test_a_preview_tells_and_writes_nothing(desk: World, folder: Path) -> None:
    report = preview(desk.store, listed(folder, LIST))
    assert report.new == 2
    assert desk.store.customers.count() == 0
    assert desk.store.handles.count() == 0


def test_the_second_time_only_what_changed_is_written(desk: World, folder: Path) -> None:
    brought(desk, listed(folder, LIST))
    report = brought(desk, listed(folder, LIST.replace(",31,", ",32,")))
    assert (report.new, report.changed, report.unchanged) == (0, 1, 1)
    assert customers(desk)[0].orders == 32
    assert desk.store.handles.count() == 2


def test_a_column_the_list_does_not_have_leaves_what_we_knew(desk: World, folder: Path) -> None:
    brought(desk, listed(folder, LIST))
    brought(desk, listed(folder, "ref;orders\n17;40\n"))
    jane = customers(desk)[0]
    assert (jane.orders, jane.name, jane.tier) == (40, "Jane Doe", "gold")


def test_lines_that_do_not_fit_are_told_and_the_rest_goes_on(desk: World, folder: Path) -> None:
    text = (
        "id,email,since,orders\n"
        "1,a@example.org,2020-01-01,1\n"
        "2,nonsense,2020-01-01,1\n"
        "3,c@example.org,03/04/2020,1\n"
        "4,d@example.org,2020-02-30,1\n"
        "5,e@example.org,2020-01-01,many\n"
        ",,2020-01-01,1\n"
        "1,f@example.org,2020-01-01,1\n"
        "7,g@example.org,2020-01-01,1,too,much\n"
        "\n"
        "8,h@example.org,31.12.2020,\n"
    )
    report = brought(desk, listed(folder, text))
    assert report.new == 2
    assert [(each.line, each.why) for each in report.bad] == [
        (3, 'email: "nonsense" is no e-mail address'),
        (4, 'since: "03/04/2020" is no date such as 2021-03-31'),
        (5, "since: day is out of range for month"),
        (6, 'orders: "many" is no number of zero or more'),
        (7, "has neither ref nor email"),
        (8, '"1" stands in line 2 already'),
        (9, "has 6 cells for 4 columns"),
    ]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("\ufeffCustomer ID\tFull Name\tOrders Count\n9\tZoë\t3\n", "utf-8"),
        ("Customer_ID;Full-Name;Total Orders\r\n9;Zoë;3\r\n", "cp1252"),
        ('number|"display name"|purchases\n9|Zoë|3', "utf-8"),
        ("Number\tName\tOrders\n9\tZoë\t3\n", "utf-16"),
    ],
)
def test_lists_of_many_shops_are_read(desk: World, folder: Path, text: str, encoding: str) -> None:
    report = brought(desk, listed(folder, text, encoding))
    assert report.bad == []
    assert [(each.ref, each.name, each.orders) for each in customers(desk)] == [("9", "Zoë", 3)]


def test_without_a_number_the_address_tells_customers_apart(desk: World, folder: Path) -> None:
    brought(desk, listed(folder, "E-mail,Name,Shoe size\nA@example.org,Ann,38\n"))
    assert [each.ref for each in customers(desk)] == ["a@example.org"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the first line must name the columns"),
        ("name,orders\nAnn,3\n", "one of them must be ref or email"),
        ("ref,id\n1,2\n", "two columns are called ref"),
    ],
)
def test_a_list_without_a_usable_head_is_refused(desk: World, folder: Path, text: str, said: str) -> None:
    with pytest.raises(BadList, match=said):
        brought(desk, listed(folder, text))


def test_a_list_that_is_not_there_is_refused_in_words(desk: World, folder: Path) -> None:
    with pytest.raises(BadList, match=r"none\.csv: cannot be read"):
        preview(desk.store, folder / "none.csv")


def test_columns_nobody_uses_are_named(desk: World, folder: Path) -> None:
    assert brought(desk, listed(folder, "ref,Shoe size\n1,38\n")).ignored == ("Shoe size",)


def test_a_stranger_s_cells_are_cleaned() -> None:
    _, row = rows(["ref,name,notes\n", "1,Ann\x1b[31m\u202eeve,a\x07b\n"])
    assert isinstance(row, Row)
    assert row.fields["name"].isprintable()
    assert "\x07" not in row.fields["notes"]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1240", 1240),
        ("1,240", 1240),
        ("1.240,50 €", 1240),
        ("$1,240.50", 1240),
        ("12.5", 12),
        ("0.99", 0),
        ("", None),
    ],
)
def test_figures_are_read_as_people_write_them(cell: str, value: int | None) -> None:
    _, row = rows(["ref|value\n", f"1|{cell}\n"])
    assert isinstance(row, Row)
    assert row.fields["value"] == value


def test_a_debt_is_no_figure_of_ours() -> None:
    _, row = rows(["ref,value\n", "1,-5\n"])
    assert isinstance(row, BadRow)


def test_long_lists_come_in_by_batches(desk: World, folder: Path) -> None:
    lines = [f"{n},Customer {n},forum:handle{n}" for n in range(BATCH + 7)]
    report = brought(desk, listed(folder, "\n".join(["ref,name,accounts", *lines])))
    assert report.new == BATCH + 7
    assert desk.store.handles.count() == BATCH + 7


def test_an_account_of_the_list_is_suggested_with_its_evidence(desk: World, folder: Path) -> None:
    brought(desk, listed(folder, LIST))
    number = desk.one(complaint())
    ((link, customer),) = guesses(desk.store, "forum:jane_doe")
    assert (customer.name, link.state) == ("Jane Doe", LinkState.SUGGESTED)
    assert link.evidence == 'the customer list names the account "forum:jane_doe"'
    assert any("steady" in each.what for each in desk.kept(number).reasons)


def test_an_account_named_without_its_place_fits_anywhere(desk: World, folder: Path) -> None:
    brought(desk, listed(folder, LIST))
    desk.one(complaint(source="mastodon", author_handle="@JaneD"))
    ((link, customer),) = guesses(desk.store, "mastodon:@JaneD")
    assert customer.name == "Jane Doe"
    assert link.evidence.endswith("without saying where")


def test_the_same_name_is_a_guess_too_unless_many_bear_it(desk: World, folder: Path) -> None:
    crowd = "".join(f"{n},Pat  SMITH\n" for n in range(30, 34))
    brought(desk, listed(folder, f"ref,name\n1,Kim Lee\n{crowd}"))
    desk.one(complaint("1", author_handle="kl", author_name="kim  lee"))
    desk.one(complaint("2", author_handle="ps", author_name="Pat Smith"))
    ((link, _),) = guesses(desk.store, "forum:kl")
    assert link.evidence == 'the customer list has the same name, "kim lee"'
    assert guesses(desk.store, "forum:ps") == []


def test_where_a_platform_forbids_it_nobody_is_matched(desk: World, folder: Path) -> None:
    file = listed(folder, "ref,name,accounts,orders\n1,Kim Lee,forum:kl kl,99\n")
    brought(desk, file)
    number = desk.take(complaint(author_handle="kl", author_name="Kim Lee"), match=False)[0].id
    import_list(
        desk.store,
        playbook(),
        listed(folder, "ref,name\n1,Kim E. Lee\n"),
        by="dana",
        now=NOON,
        apart={"the forum"},
    )
    assert guesses(desk.store, "forum:kl") == []
    assert not any("steady" in each.what for each in desk.kept(number).reasons)


def test_who_wrote_before_the_list_came_is_found_in_it(desk: World, folder: Path) -> None:
    desk.one(complaint())
    brought(desk, listed(folder, LIST))
    ((_, customer),) = guesses(desk.store, "forum:jane_doe")
    assert customer.name == "Jane Doe"


def test_a_confirmed_customer_belongs_to_the_case_and_a_refused_one_never_comes_back(
    desk: World, folder: Path
) -> None:
    brought(desk, listed(folder, LIST))
    number = desk.one(complaint())
    case = open_case(desk.store, playbook(), number, by="dana", now=after(1))
    assert case_view(desk.store, case, "dana").customer is None
    link = guesses(desk.store, "forum:jane_doe")[0][0]
    confirm_handle(desk.store, playbook(), link.id, by="dana", now=after(2))
    view = case_view(desk.store, case, "dana")
    assert view.customer is not None
    assert view.customer.name == "Jane Doe"
    assert view.handles[0].state is LinkState.CONFIRMED
    refuse_handle(desk.store, playbook(), link.id, by="dana", now=after(3))
    assert case_view(desk.store, case, "dana").customer is None
    desk.one(complaint("2"))
    assert guesses(desk.store, "forum:jane_doe") == []


def test_a_later_case_of_a_confirmed_account_knows_its_customer(desk: World, folder: Path) -> None:
    brought(desk, listed(folder, LIST))
    desk.one(complaint("1"))
    confirm_handle(
        desk.store, playbook(), guesses(desk.store, "forum:jane_doe")[0][0].id, by="dana", now=NOON
    )
    case = open_case(desk.store, playbook(), desk.one(complaint("2")), by="dana", now=after(1))
    view = case_view(desk.store, case, "dana")
    assert view.customer is not None
    told = history(desk.store, customer=view.customer.id)
    assert [each.mention.native_id for each in told.mentions] == ["2", "1"]
    assert [each.id for each in told.cases] == [case]


def test_what_waits_is_judged_anew_when_the_list_tells_whose_it_is(desk: World, folder: Path) -> None:
    number, other = desk.one(complaint()), desk.one(complaint("2", author_handle="kim"))
    closed = desk.one(complaint("3"))
    open_case(desk.store, playbook(), closed, by="dana", now=NOON)
    before = [desk.kept(each) for each in (other, closed)]
    brought(desk, listed(folder, "ref,orders,accounts\n1,90,forum:jane_doe\n"))
    assert any("steady" in each.what for each in desk.kept(number).reasons)
    assert [desk.kept(each) for each in (other, closed)] == before
