"""Lines that a site repeats on many of its pages."""

from tuinews.model.document import Block, Details, Document, Image, Paragraph, Span
from tuinews.model.repeated_lines import edge_lines, fold_lines
from tuinews.model.text import SafeText

ABOUT = "The Tern is printed every morning in the harbour of Aldry"
WRITE = "Write to us when you have seen something out at sea"


def paragraph(words: str) -> Paragraph:
    return Paragraph((Span(SafeText(words)),))


def document(*more: Block) -> Document:
    body = [paragraph(f"Paragraph {n} is about the tide and what it left behind on the sand") for n in range(20)]
    return Document((*body, *more))


def keys(doc: Document) -> frozenset[int]:
    return frozenset(edge_lines(doc).values())


def test_only_the_edges_are_known_by_their_lines() -> None:
    assert list(edge_lines(document())) == [0, 1, 2, 12, 13, 14, 15, 16, 17, 18, 19]
    assert edge_lines(Document()) == {}
    assert edge_lines(Document((paragraph("Too short"), Image("https://tern.example/x.jpg")))) == {}


def test_signs_and_case_make_no_other_line() -> None:
    assert keys(Document((paragraph(ABOUT),))) == keys(Document((paragraph(f"— {ABOUT.upper()}!"),)))


def test_repeated_lines_are_folded_together() -> None:
    first, second = paragraph(ABOUT), paragraph(WRITE)
    shown = fold_lines(document(first, second), keys(Document((first, second))))
    assert shown.blocks[:20] == document().blocks
    assert [block.blocks for block in shown.blocks[20:] if isinstance(block, Details)] == [(first, second)]


def test_a_story_on_several_pages_is_not_folded() -> None:
    short = Document((paragraph(ABOUT), paragraph(WRITE)))
    assert fold_lines(short, keys(short)) == short


def test_nothing_repeated_leaves_the_document_alone() -> None:
    assert fold_lines(document(), frozenset()) is not None
    assert fold_lines(document(), frozenset({1})) == document()
