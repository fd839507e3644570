"""The head and the foot of an article, and laying out no more than is looked at."""

from datetime import UTC, timedelta, timezone
from itertools import pairwise

import pytest

from paint.samples import EVERY_BLOCK, NOW, article, line, long_article, para
from tuinews.model.document import Heading
from tuinews.model.entry import Article, Fact
from tuinews.model.text import EMPTY, SafeText
from tuinews.ui.paint.article.foot import FOOT
from tuinews.ui.paint.article.frame import Frame
from tuinews.ui.paint.article.head import HEAD
from tuinews.ui.paint.article.page import PagePart, PageSections, collect, make_page
from tuinews.ui.paint.article.section import Section
from tuinews.ui.paint.article.targets import Target, terminal_link
from tuinews.ui.paint.article.text_layout import TextLayout
from tuinews.ui.paint.text.runs import Line, Run, line_text, line_width


def texts(value: Article, width: int = 72) -> list[str]:
    layout = TextLayout(make_page(value, UTC), width)
    layout.paint_all()
    return [line_text(line).rstrip() for line in layout.lines]


def test_the_head_says_who_where_and_when() -> None:
    lines = texts(article(()), 120)
    assert lines[0] == ("Harbour Post · LUSA · Lisbon · 14 Nov 2023 22:13 · updated 15 Nov 2023 00:13 · 3 min")
    assert lines[2] == "Port reopens after the storm"
    assert lines[4] == " #Harbour   #Bad weather   #to read"


def test_the_masthead_tells_an_edited_article() -> None:
    assert "· ✎ edited · 3 min" in texts(article((), edited=True), 140)[0]


def test_the_head_breaks_between_facts_only() -> None:
    lines = texts(article(()), 40)
    assert lines[0] == "Harbour Post · LUSA · Lisbon"
    assert lines[1] == "14 Nov 2023 22:13"


def test_times_are_told_on_the_readers_clock() -> None:
    page = make_page(article(()), timezone(timedelta(hours=5, minutes=45)))
    assert "15 Nov 2023 03:58" in line_text(page.parts[0].paint(120)[0])


def test_an_author_stands_in_for_an_agency_and_unknown_facts_are_left_out() -> None:
    value = article((), agency=EMPTY, dateline=EMPTY, updated=None, minutes=0, tags=(), user_tags=())
    assert texts(value, 120)[:4] == [
        "Harbour Post · A. Writer · 14 Nov 2023 22:13",
        "",
        "Port reopens after the storm",
        "",
    ]


def test_a_notice_is_shown_under_the_title() -> None:
    value = article(())
    noticed = Article(value.entry, value.document, full_text=False, notice=SafeText("The page could not be read."))
    assert "! The page could not be read." in texts(noticed)


def test_a_first_heading_that_repeats_the_title_is_not_shown_twice() -> None:
    lines = texts(article((Heading(1, line("Port reopens after the storm")), para("Body."))))
    assert sum("Port reopens" in text for text in lines) == 1


def test_the_foot_lists_related_articles_files_and_the_page() -> None:
    lines = texts(article(()))
    assert "[a] ◆ Ferries wait · at hand" in lines
    assert "[s] ◇ Insurers pay · money.example" in lines
    assert "♪ talk.mp3  audio/mpeg · 32 MB · post.example" in lines
    assert lines[-1] == "→ https://post.example/port"


FACTS = (
    Fact(SafeText("Season"), SafeText("2")),
    Fact(SafeText("Length"), SafeText("41:03")),
    Fact(SafeText("Comments"), SafeText("https://post.example/port/talk")),
    Fact(SafeText("Chapter"), SafeText("0:00 The tide")),
    Fact(SafeText("Chapter"), SafeText("12:30 The pilots")),
)


def test_what_the_publisher_says_besides_is_in_the_head_if_short_and_else_in_the_foot() -> None:
    value = article((), facts=FACTS)
    lines = texts(value, 140)
    assert lines[0].endswith("· 3 min · Season 2 · Length 41:03")
    at = next(n for n, text in enumerate(lines) if text.startswith("DETAILS"))
    assert lines[at + 2 : at + 5] == [
        "→ Comments https://post.example/port/talk",
        "· Chapter 0:00 The tide",
        "· Chapter 12:30 The pilots",
    ]
    assert make_page(value).table.index("link", "https://post.example/port/talk") >= 0, "it can be opened"
    assert not any(text.startswith("DETAILS") for text in texts(article(())))


def test_the_heading_of_related_articles_says_how_to_open_one_where_there_is_room() -> None:
    def heading(width: int) -> str:
        layout = TextLayout(make_page(article(()), UTC, Frame(0, opens="f")), width)
        layout.paint_all()
        return next(line for line in map(line_text, layout.lines) if line.startswith("READ ALSO"))

    assert heading(60).endswith("─ f and the letter opens")
    assert len(heading(60)) == 60
    assert heading(30).endswith("──")


def test_every_target_has_a_place_in_the_article() -> None:
    value = article()
    page = make_page(value)
    layout = TextLayout(page, 60)
    assert {target.kind for target in page.table.targets} == {"tag", "link", "related", "footnote"}
    for index, target in enumerate(page.table.targets):
        painted = line_text(layout.line(layout.line_of_target(index)))
        assert target.kind == "footnote" or painted.strip()


def test_targets_are_in_reading_order_each_once() -> None:
    table = collect(article())
    assert [target.kind for target in table.targets[:4]] == ["tag", "tag", "tag", "link"]
    assert len(set(table.targets)) == len(table.targets)
    assert table.number(table.index("link", "https://port.example/report")) == 1


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://a.example/\x1b]0;x\x07",
        "mailto:a@b.example",
        "//x",
        "https://ü.example",
    ],
)
def test_only_plain_web_addresses_become_terminal_links(href: str) -> None:
    assert terminal_link(href) == ""


def test_a_web_address_becomes_a_terminal_link() -> None:
    assert terminal_link("https://a.example/b?c=d#e") == "https://a.example/b?c=d#e"


@pytest.mark.parametrize("width", [1, 2, 5, 20, 40, 80, 120, 200])
def test_any_width_will_do(width: int) -> None:
    layout = TextLayout(make_page(article()), width)
    layout.paint_all()
    if width >= 20:
        assert max(line_width(line) for line in layout.lines) <= width


def counting(value: Article) -> tuple[TextLayout, list[int]]:
    """A layout and the parts it has painted, in order."""
    page = make_page(value)
    painted: list[int] = []

    def counted(number: int, part: PagePart) -> PagePart:
        def paint(width: int) -> list[tuple[()] | tuple]:  # type: ignore[type-arg]
            painted.append(number)
            return part.paint(width)

        return PagePart(paint, part.size)

    parts = tuple(counted(number, part) for number, part in enumerate(page.parts))
    return TextLayout(type(page)(parts, page.table, page.footnotes), 72), painted


def test_the_first_screen_of_a_long_article_costs_a_screen() -> None:
    layout, painted = counting(long_article(500))
    layout.paint_to(45)
    assert len(painted) < 15
    assert not layout.finished
    layout.paint_all()
    assert painted == list(range(502))


def test_the_height_is_guessed_well_before_it_is_known() -> None:
    layout = TextLayout(make_page(long_article(500)), 72)
    layout.paint_to(45)
    guess = layout.height
    layout.paint_all()
    assert abs(guess - layout.height) < layout.height * 0.15


def test_a_place_survives_another_width() -> None:
    page = make_page(long_article(50))
    wide, narrow = TextLayout(page, 100), TextLayout(page, 30)
    place = wide.part_at(wide.top(30) + 1)
    assert place[0] == 30
    assert narrow.part_at(narrow.line_of(*place))[0] == 30


def test_lines_outside_are_blank() -> None:
    layout = TextLayout(make_page(article(())), 40)
    assert layout.line(10_000) == ()
    assert layout.line(-1) == ()
    assert layout.line_of_target(999) == -1


def test_blocks_are_apart_by_one_blank_line() -> None:
    lines = texts(article(EVERY_BLOCK[:4]))
    assert all(a or b for a, b in pairwise(lines))


def test_a_moment_beyond_the_calendar_does_no_harm() -> None:
    assert texts(article((), published=10**15, updated=-(10**15), moment=NOW))[0]


def _licence(value: Article, frame: Frame) -> list[Line]:
    index = frame.table.index("link", f"https://licences.example/{value.entry.lang}")
    return [(Run("Free to share", "address", index),)] if value.entry.lang else []


def _licence_targets(value: Article) -> list[Target]:
    return [Target("link", SafeText("Licence"), f"https://licences.example/{value.entry.lang}")]


LICENCE = Section("licence", _licence, _licence_targets, "LICENCE", lambda frame: f"{frame.opens} opens")
"""A section that the reader does not have."""


def test_a_section_that_is_added_to_the_foot_stands_where_it_is_in_the_table_and_can_be_opened() -> None:
    page = make_page(article(()), UTC, Frame(0, opens="f"), PageSections(foot=(*FOOT[:3], LICENCE, *FOOT[3:])))
    layout = TextLayout(page, 40)
    layout.paint_all()
    lines = [line_text(line) for line in layout.lines]
    at = lines.index("Free to share")
    assert lines[at - 2 : at + 3] == [
        "LICENCE ──────────────────────── f opens",
        "",
        "Free to share",
        "",
        lines[at + 2],
    ]
    assert lines[at + 2].startswith("FILES ─")
    (run,) = layout.lines[at]
    assert page.table.targets[run.target].text == "Licence"
    assert [target.text for target in page.table.targets][-4:] == [
        "Insurers pay",
        "Licence",
        "talk.mp3",
        page.table.targets[-1].text,
    ]


def test_a_section_that_has_nothing_to_say_is_left_out_with_its_label() -> None:
    page = make_page(article((), lang=EMPTY), UTC, sections=PageSections(foot=(LICENCE, *FOOT)))
    assert all("LICENCE" not in line_text(line) for line in page.parts[-1].paint(40))


def test_a_section_can_stand_in_the_head() -> None:
    page = make_page(article(()), UTC, sections=PageSections((*HEAD[:2], LICENCE._replace(label=""), *HEAD[2:])))
    lines = [line_text(line) for line in page.parts[0].paint(120)]
    assert lines[2:6] == ["Port reopens after the storm", "", "Free to share", ""]
    assert page.table.targets[0].text == "Licence"
