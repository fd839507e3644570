"""What machines tell one another: merged in any order to the same, and read as it was written."""

from hypothesis import given
from hypothesis import strategies as st

from tuinews.model.shared.log_lines import (
    LogHeader,
    SharedChoice,
    SharedMark,
    read_header,
    read_lines,
    write_header,
    write_lines,
)
from tuinews.model.shared.names import (
    clear_address,
    is_about_here,
    name_entry,
    name_feed,
    name_feeds_in,
    number_feeds_in,
    read_name,
    write_name,
)
from tuinews.model.shared.registers import Register, find_winner
from tuinews.model.shared.stamps import follow, make_stamp, read_step, write_step

MACHINE = "k3v9x0ab"
VALUES = st.one_of(st.none(), st.integers(0, 1), st.text(max_size=8))
WRITERS = st.sampled_from(("", MACHINE, "zzzzzzzz"))
STAMPS = st.integers(1, 1 << 50)
REGISTERS = st.builds(Register, VALUES, st.integers(1, 3), st.sampled_from(("a", "b")))
MARKS = st.builds(
    SharedMark,
    st.sampled_from(("news.example/feed", '"quoted" \n\u2028')),
    st.sampled_from(("read", "tag:sea")),
    VALUES,
    st.sampled_from((MACHINE, "zzzzzzzz")),
    st.integers(-(1 << 63), (1 << 63) - 1),
    STAMPS,
)
CHOICES = st.builds(
    SharedChoice,
    st.sampled_from(("feed", "view")),
    st.text(max_size=9),
    st.text(max_size=9),
    st.sampled_from((None, "1", '"x"')),
    st.sampled_from((MACHINE, "zzzzzzzz")),
    STAMPS,
)


@given(REGISTERS, REGISTERS, REGISTERS)
def test_the_winner_is_the_same_in_whatever_order_and_however_often(a: Register, b: Register, c: Register) -> None:
    assert find_winner(a, b) == find_winner(b, a)
    assert find_winner(find_winner(a, b), c) == find_winner(a, find_winner(b, c))
    assert find_winner(a, a) == a
    assert find_winner(find_winner(a, b), b) == find_winner(a, b)


@given(st.integers(1, 1 << 50), st.integers(0, 1 << 32))
def test_what_follows_has_a_higher_stamp_whatever_the_clock_says(former: int, now: int) -> None:
    assert follow(former, now) > former
    assert follow(former, now) >= make_stamp(now)


@given(st.integers(0, 1 << 50))
def test_steps_of_stamps_are_read_as_written(step: int) -> None:
    assert read_step(write_step(step)) == step


@given(st.lists(MARKS, max_size=12), st.lists(CHOICES, max_size=6))
def test_lines_are_read_as_they_were_written(marks: list[SharedMark], choices: list[SharedChoice]) -> None:
    content = read_lines("".join(write_lines(marks, choices, MACHINE)).encode("utf-8", "surrogatepass"), MACHINE)
    assert sorted(map(repr, content.marks)) == sorted(map(repr, marks))
    assert content.choices == choices
    assert (content.damaged, content.cut) == (0, False)


@given(st.lists(MARKS, min_size=1, max_size=12), st.integers(0, 10_000), st.integers(0, 255))
def test_no_byte_makes_a_line_say_something_else(marks: list[SharedMark], place: int, byte: int) -> None:
    data = bytearray("".join(write_lines(marks, [], MACHINE)).encode("utf-8", "surrogatepass"))
    data[place % len(data)] = byte
    assert set(read_lines(bytes(data), MACHINE).marks) <= set(marks)


@given(st.binary(max_size=200))
def test_no_bytes_are_more_than_damage(data: bytes) -> None:
    content = read_lines(data, MACHINE)
    assert content.marks == []
    assert read_header(data) is None


def test_a_header_is_read_as_it_was_written() -> None:
    header = LogHeader(MACHINE, 7, "Ann's laptop")
    assert read_header(write_header(header).encode()) == header


@given(st.text(max_size=30))
def test_names_of_entries_are_read_as_written(guid: str) -> None:
    assert read_name(write_name(name_entry(guid))) == name_entry(guid)


def test_a_feed_is_called_the_same_on_every_machine_and_tells_no_password() -> None:
    assert (
        name_feed("https://www.news.example/feed/")
        == name_feed("http://ann:secret@news.example/feed")
        == "news.example/feed"
    )
    assert clear_address("https://ann:secret@news.example/feed") == "https://news.example/feed"


def test_queries_name_feeds_by_address_on_their_way() -> None:
    names = {12: "news.example/feed"}
    query = 'is:unread -feed:12 feed:99 feed:"12" title:feed:12'
    named = name_feeds_in(query, names.get)
    assert named == 'is:unread -feed:"@news.example/feed" feed:99 feed:"12" title:feed:12'
    assert number_feeds_in(named, {"news.example/feed": 3}.get) == 'is:unread -feed:3 feed:99 feed:"12" title:feed:12'
    assert number_feeds_in(named, lambda _: None) == named
    assert (is_about_here("story:12"), is_about_here("title:history")) == (True, False)
