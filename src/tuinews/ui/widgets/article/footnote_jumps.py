"""Jumps to the footnotes of an article, and back to where the text referred to them."""

from tuinews.ui.widgets.article.text_pane import TextPane


class FootnoteJumps:
    """Where jumps to footnotes began, the latest last: a part of the page, and how far down in it."""

    def __init__(self, pane: TextPane) -> None:
        self._pane = pane
        self._left: list[tuple[int, float]] = []

    def jump(self, href: str) -> None:
        """Go to the footnote with this address, if the article has it."""
        layout = self._pane.text_layout
        part = None if layout is None else layout.page.footnotes.get(href)
        if layout is not None and part is not None:
            self._left.append(layout.part_at(self._pane.seen.start))
            self._pane.bring_into_view(layout.top(part))

    def back(self) -> bool:
        """Go back to the text from the footnote that was jumped to; return False when none was."""
        layout = self._pane.text_layout
        if layout is None or not self._left:
            return False
        self._pane.go(layout.line_of(*self._left.pop()))
        return True

    def clear(self) -> None:
        """Forget all jumps."""
        self._left.clear()
