"""Articles and rows made up for the tests: every kind of block, many scripts."""

from array import array
from collections.abc import Sequence
from dataclasses import replace

from tuinews.model.document import (
    Block,
    Code,
    Definitions,
    Details,
    Document,
    Embed,
    Footnote,
    Heading,
    Image,
    Inline,
    ListBlock,
    Maths,
    Paragraph,
    Quote,
    Span,
    Style,
    Table,
    TableCell,
    ThematicBreak,
)
from tuinews.model.entry import Article, Enclosure, Entry, Headline, Related
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.text import EMPTY, SafeText

NOW = 1_700_000_000

SCRIPTS = (
    "The harbour opened again on Monday, and the first ferry left before dawn.",
    "港は月曜日に再び開き、最初のフェリーは夜明け前に出た。「波は高かった」と彼は言った。",
    "बन्दरगाह सोमबार फेरि खुल्यो र पहिलो डुङ्गा बिहानै छुट्यो। क्षेत्रज्ञ",
    "أُعيد فتح الميناء يوم الاثنين وغادرت العبّارة الأولى قبل الفجر.",
    "ท่าเรือเปิดอีกครั้งในวันจันทร์และเรือข้ามฟากลำแรกออกก่อนรุ่งสาง",
    "Гавань открылась снова в понедельник, и первый паром ушёл до рассвета.",
    "항구가 월요일에 다시 열렸고 첫 배는 새벽 전에 떠났다.",
    "👩‍👩‍👧‍👦 🇳🇵🇵🇹 👍🏽 ❤️ e\u0301 a\u0302\u0323 Zoë",
    "https://harbour.example/a/very/long/path/that/fits/no/line?with=query&and=more#part-of-it",
)


def span(text: str, style: Style = Style.PLAIN, href: str = "") -> Span:
    return Span(SafeText(text), style, href)


def line(text: str) -> Inline:
    return (span(text),)


def para(text: str) -> Paragraph:
    return Paragraph(line(text))


EVERY_BLOCK: tuple[Block, ...] = (
    Heading(2, line("What the storm did to the harbour")),
    Paragraph(
        (
            span("Two piers "),
            span("collapsed", Style.STRONG | Style.EMPHASIS),
            span(", says "),
            span("the port", href="https://port.example/report"),
            span(", see"),
            span("1", Style.SUPERSCRIPT, "#fn-1"),
            span(" and "),
            span("tide()", Style.CODE),
            span("; m"),
            span("2", Style.SUPERSCRIPT),
            span(" of "),
            span("old", Style.STRUCK),
            span(" x"),
            span("ab", Style.SUBSCRIPT),
            span(" rope,\nand more"),
        )
    ),
    ListBlock(((para("closed pier"), ListBlock(((para("north"),), (para("south"),)))), (para("lost boats"),))),
    ListBlock(((para("ninth"),), (para("tenth"),)), ordered=True, start=9),
    Quote((para("Such waves come once in a lifetime."), Quote((para("Or twice."),))), SafeText("Harbour master")),
    Code(
        SafeText("def tide(hour):\n    return 2 * hour  # far beyond the right edge of any narrow page, folded"),
        SafeText("python"),
    ),
    Code(SafeText("plain   text\n\twith a tab"), EMPTY),
    Table(
        (
            (TableCell(line("Pier"), header=True), TableCell(line("Metres"), header=True)),
            (TableCell(line("northern")), TableCell(line("120"))),
            (TableCell(line("spanning everything"), columns=2),),
        ),
        line("Piers and lengths"),
    ),
    Image("https://port.example/a.jpg", SafeText("A ferry at first light"), line("Photo by Reis")),
    Definitions(((line("Swell"), (para("Waves without their wind."),)),)),
    Embed("video", "https://video.example/v/1", SafeText("Waves over the pier")),
    Maths(SafeText("a² + b² = c²")),
    Details(line("Counting"), (para("By hand."),)),
    ThematicBreak(),
    Footnote(SafeText("1"), (para("Measured at noon."),)),
    *(para(text) for text in SCRIPTS),
)

ENTRY = Entry(
    id=EntryId(7),
    feed_id=FeedId(1),
    feed=SafeText("Harbour Post"),
    guid="7",
    title=SafeText("Port reopens after the storm"),
    url="https://post.example/port",
    author=SafeText("A. Writer"),
    agency=SafeText("LUSA"),
    dateline=SafeText("Lisbon"),
    source=EMPTY,
    published=NOW,
    updated=NOW + 7200,
    first_seen=NOW,
    moment=NOW,
    tags=(SafeText("Harbour"), SafeText("Bad weather")),
    user_tags=(SafeText("to read"),),
    related=(
        Related(SafeText("Ferries wait"), "https://post.example/wait", EntryId(5)),
        Related(SafeText("Insurers pay"), "https://money.example/pay", None),
    ),
    enclosures=(Enclosure("https://post.example/talk.mp3?x=1", SafeText("audio/mpeg"), 32_000_000),),
    images=(),
    lang=SafeText("en"),
    read=False,
    starred=False,
    later=False,
    minutes=3,
    full_text=True,
)


def article(blocks: Sequence[Block] = EVERY_BLOCK, **changes: object) -> Article:
    """The sample article, its entry with some fields changed."""
    return Article(replace(ENTRY, **changes), Document(tuple(blocks)), full_text=True)  # type: ignore[arg-type]


def long_article(paragraphs: int) -> Article:
    return article([para(f"Paragraph {n} begins. {SCRIPTS[0] * 4}") for n in range(1, paragraphs + 1)])


def headline(index: int, *, read: bool | None = None) -> Headline:
    return Headline(
        id=EntryId(index),
        feed_id=FeedId(1),
        feed=SafeText("Harbour Post"),
        title=SafeText(f"Headline {index}"),
        moment=NOW - index * 60,
        read=index % 2 == 0 if read is None else read,
        starred=False,
        later=False,
        minutes=2,
        enclosed=False,
    )


def ids(count: int, start: int = 0) -> "array[int]":
    return array("q", range(start, start + count))
