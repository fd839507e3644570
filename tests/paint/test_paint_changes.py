"""What changed between two versions of a text."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paint.samples import EVERY_BLOCK, line, para, span
from tuinews.model.document import (
    Block,
    Code,
    Document,
    Heading,
    ListBlock,
    Paragraph,
    Quote,
    Style,
    Table,
    TableCell,
    ThematicBreak,
    inlines,
    leaf_text,
    plain,
    walk,
)
from tuinews.model.text import SafeText
from tuinews.ui.paint.article.change_signs import drop_marks, sign_changes
from tuinews.ui.paint.article.changes import GONE, NEW, compare, differs


def doc(*blocks: Block) -> Document:
    return Document(blocks)


def told(before: Document, after: Document) -> str:
    """The comparison with [-gone-] and [+new+] words."""
    parts = []
    for block in walk(compare(before, after)):
        for inline in inlines(block):
            for piece in inline:
                mark = "-" if piece.style & GONE else "+" if piece.style & NEW else ""
                parts.append(f"[{mark}{piece.text}{mark}]" if mark else piece.text)
    return "".join(parts)


def test_a_word_that_changed_is_struck_and_followed_by_the_new_one() -> None:
    before, after = doc(para("Nine boats left the harbour.")), doc(para("Ten boats left the harbour."))
    assert told(before, after) == "[-Nine-][+Ten+] boats left the harbour."
    assert differs(before, after)


def test_paragraphs_that_came_and_went_are_marked_whole() -> None:
    before = doc(para("The first stays."), para("Nobody was hurt, the police say today."))
    after = doc(para("The first stays."), para("A completely other thing follows here"), ThematicBreak())
    assert told(before, after) == (
        "The first stays.[-Nobody was hurt, the police say today.-][+A completely other thing follows here+]"
    )


def test_styles_and_links_of_the_text_survive() -> None:
    before = doc(Paragraph((span("See "), span("the old plan", Style.STRONG, "https://plan.example/"))))
    after = doc(Paragraph((span("See "), span("the new plan", Style.STRONG, "https://plan.example/"))))
    (block,) = compare(before, after).blocks
    assert isinstance(block, Paragraph)
    linked = [piece for piece in block.inline if piece.href]
    assert "".join(piece.text for piece in linked) == "the oldnew plan"
    assert all(piece.style & Style.STRONG for piece in linked)


def test_lists_quotes_and_tables_are_compared_inside() -> None:
    before = doc(
        ListBlock(((para("one"),), (para("two boats came in"),))),
        Quote((para("We saw nine of them"),)),
        Table(((TableCell(line("Boats")), TableCell(line("9"))),)),
    )
    after = doc(
        ListBlock(((para("one"),), (para("two ships came in"),))),
        Quote((para("We saw ten of them"),)),
        Table(((TableCell(line("Boats")), TableCell(line("10"))),)),
    )
    assert told(before, after) == ("onetwo [-boats-][+ships+] came inWe saw [-nine-][+ten+] of themBoats[-9-][+10+]")


def test_code_is_compared_by_lines() -> None:
    before, after = doc(Code(SafeText("a = 1\nb = 2"))), doc(Code(SafeText("a = 1\nb = 3")))
    assert compare(before, after).blocks == (Code(SafeText("  a = 1\n- b = 2\n+ b = 3"), SafeText("diff")),)


@pytest.mark.parametrize("block", EVERY_BLOCK, ids=lambda block: type(block).__name__)
def test_every_kind_of_block_can_come_and_go(block: Block) -> None:
    came, went = compare(doc(), doc(block)), compare(doc(block), doc())
    assert compare(doc(block), doc(block)) == doc(block)
    if not isinstance(block, ThematicBreak):
        for made in (came, went):
            said = " ".join(leaf_text(one) for one in walk(made))
            for word in leaf_text(block).split():
                assert word in said


WORDS = st.lists(st.sampled_from(("tide", "harbour", "storm", "boat", "quay", "noon")), max_size=12).map(" ".join)
TEXTS = st.lists(st.one_of(WORDS.map(para), WORDS.map(lambda words: Heading(2, line(words)))), max_size=5)


@settings(max_examples=80, deadline=None)
@given(TEXTS, TEXTS)
def test_without_what_came_it_is_the_old_text_and_without_what_went_the_new(old: list[Block], new: list[Block]) -> None:
    merged = compare(Document(tuple(old)), Document(tuple(new)))
    pieces = [piece for block in merged.blocks for inline in inlines(block) for piece in inline]

    def text(blocks: list[Block]) -> str:
        return "".join(plain(inline) for block in blocks for inline in inlines(block))

    assert "".join(p.text for p in pieces if not p.style & GONE) == text(new)
    assert "".join(p.text for p in pieces if not p.style & NEW) == text(old)


@pytest.mark.parametrize("size", [3_000, 30_000])
def test_texts_that_are_hard_to_compare_are_told_to_have_changed_in_time(size: int) -> None:
    old = doc(*(para("ab"[n % 2]) for n in range(size)))
    new = doc(*(para("ba"[n % 3 == 0]) for n in range(size)), para("c"))
    long_old, long_new = doc(para("a b " * size)), doc(para("b a a " * size))

    started = process_time()
    merged = [compare(old, new), compare(long_old, long_new)]

    assert process_time() - started < 10
    assert all(made.blocks for made in merged)


def said(before: Document, after: Document) -> str:
    """The comparison as letters alone, as it reads without colours."""
    return "|".join(leaf_text(block) for block in walk(sign_changes(compare(drop_marks(before), drop_marks(after)))))


def test_without_colour_signs_tell_what_went_and_what_came() -> None:
    assert said(doc(para("It was late when we left.")), doc(para("It Two late when we left."))) == (
        "It [-was-]{+Two+} late when we left."
    )
    assert said(doc(para("We left early")), doc(para("We left"))) == "We left [-early-]"
    before, after = doc(para("Nobody was hurt, they say.")), doc(para("A completely other thing follows"))
    assert said(before, after) == "[-Nobody was hurt, they say.-]|{+A completely other thing follows+}"


@pytest.mark.parametrize("block", EVERY_BLOCK, ids=lambda block: type(block).__name__)
def test_no_kind_of_block_comes_or_goes_without_a_sign(block: Block) -> None:
    assert not {"[-", "-]", "{+", "+}"} & {*said(doc(block), doc(block)).split()}
    for before, after, signs in ((doc(block), doc(), ("[-", "- ")), (doc(), doc(block), ("{+", "+ "))):
        assert isinstance(block, ThematicBreak) or said(before, after).lstrip("|").startswith(signs)
