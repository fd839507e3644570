"""Cleans text so that nothing that a feed says reaches the terminal as a command.

Textual and rich write ESC and C1 bytes of a string straight to the terminal, so the cleaner runs where text is
stored *and* where it is painted. See `docs/architecture.md`.
"""

import html
import re
import unicodedata
from typing import NewType

SafeText = NewType("SafeText", str)
"""Text without control sequences, made only by `safe_text` and `safe_block`."""

EMPTY = SafeText("")
UNTITLED = SafeText("Untitled")
"""What an entry is called that has neither title nor words, picture or address to be called by."""

_PLANES = range(0x10000, 0x110000, 0x10000)

TITLE_LIMIT, NAME_LIMIT, URL_LIMIT, BODY_LIMIT = 1_000, 200, 4_096, 1_000_000
"""Longest title, author or tag, URL and body that the library keeps, in characters."""

# ECMA-48: CSI and two-byte escapes, then the string sequences (DCS, SOS, OSC, PM, APC) up to BEL or ST. What a string
# sequence holds has no introducer in it, so that thousands of them without an end are looked through once, not each.
_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]{0,64}[ -/]{0,16}[@-~]"
    r"|(?:\x1b[PX\]^_]|[\x90\x98\x9d\x9e\x9f])[^\x07\x1b\x80-\x9f]{0,4096}(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]{0,4}[0-~]"
)
_INTRODUCER = re.compile(r"[\x1b\x80-\x9f]")
_LINE_SPACE = re.compile(r"[\t\n\r\x0b\x0c\x85\u2028\u2029]+")
_BLOCK_BREAK = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # C0 and C1 controls, DEL
    "\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # bidi and invisible
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"  # surrogates and noncharacters
)
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_DROPPED_ASTRAL = re.compile(
    "[\U000e0000-\U000e007f" + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in _PLANES) + "]"
)
"""Tag characters and noncharacters, apart from the others: mixed they would make a slow pattern."""
_MIXED_SPACES = re.compile(r"[\u00a0\u3000]* [ \u00a0\u3000]*")
_PLAIN = re.compile(r"[ -~]*\Z")
_PILE = re.compile(r"[^\w\s\x00-\x7f]{5,}")
"""What a pile of marks looks like at least: marks are no word characters."""
_MARKS_KEPT = 4
_CLUSTER_LIMIT = 32
"""Longest cluster, in characters, that is not cut in two."""
_HIDDEN_OPENINGS = ("<script", "<style", "<template")
"""What is looked for first: few texts have any of it, and the pattern takes ten times as long."""
_HIDDEN_MARKUP = re.compile(r"(?is)<(script|style|template)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)")
_MARKUP = re.compile(r"<[^<>]*>?")


def safe_text(value: str, limit: int = TITLE_LIMIT) -> SafeText:
    """One line of the text: controls gone, white space folded, cut at `limit` characters between clusters."""
    if len(value) <= limit and _PLAIN.match(value) and "  " not in value:
        return SafeText(value.strip())
    kept = _strip(_LINE_SPACE.sub(" ", _sequences(value[: limit * 8])))
    return SafeText(_cut(_fold_spaces(kept).strip(), limit))


def safe_block(value: str, limit: int = BODY_LIMIT) -> SafeText:
    """Several lines of the text: as `safe_text`, but line feeds, runs of spaces and tabs (as spaces) are kept."""
    kept = _BLOCK_BREAK.sub("\n", _sequences(value[: limit * 4])).expandtabs(8)
    return SafeText(_cut(_strip(kept), limit))


def safe_span(value: str, limit: int = BODY_LIMIT) -> SafeText:
    """A piece of a line: as `safe_text`, but one space at either edge is kept, because the neighbours need it."""
    if len(value) <= limit and _PLAIN.match(value) and "  " not in value:
        return SafeText(value)
    kept = _strip(_LINE_SPACE.sub(" ", _sequences(value[: limit * 4])))
    return SafeText(_cut(_fold_spaces(kept), limit))


def _sequences(value: str) -> str:
    """Without complete control sequences; of a truncated one only the introducer will go."""
    return _SEQUENCE.sub("", value) if _INTRODUCER.search(value) else value


def _fold_spaces(value: str) -> str:
    """Runs of spaces as one; a lone wide or unbreakable space stays what it is."""
    if "  " in value or "\u00a0" in value or "\u3000" in value:
        return _MIXED_SPACES.sub(" ", value)
    return value


def _strip(value: str) -> str:
    """Without what the user should not see; a lone surrogate becomes the sign for what cannot be shown."""
    kept = _DROPPED.sub(_replacement, value)
    if _ASTRAL.search(kept):
        kept = _DROPPED_ASTRAL.sub("", kept)
    return _PILE.sub(_few_marks, kept)


def _replacement(found: re.Match[str]) -> str:
    return "\ufffd" if "\ud800" <= found[0] <= "\udfff" else ""


def _few_marks(pile: re.Match[str]) -> str:
    """At most four marks and joiners per base: more pile up over the neighbouring lines."""
    kept, run = [], 0
    for character in pile[0]:
        run = run + 1 if _is_mark(character) else 0
        if run <= _MARKS_KEPT:
            kept.append(character)
    return "".join(kept)


def _is_mark(character: str) -> bool:
    """Whether it takes no room of its own: nonspacing and enclosing marks, variation selectors, joiners."""
    return character in "\u200c\u200d" or unicodedata.category(character) in {"Mn", "Me"}


def _cut(value: str, limit: int) -> str:
    if len(value) <= limit:
        return value
    end = start = limit - 1
    while end and start - end < _CLUSTER_LIMIT and (_is_mark(value[end]) or value[end - 1] == "\u200d"):
        end -= 1
    return value[:end].rstrip() + "…"


def fold(value: str) -> str:
    """The form in which names and tags are compared: compatibility-composed, case-folded, single-spaced."""
    return " ".join(unicodedata.normalize("NFKC", value).casefold().split())


def bare_words(markup: str) -> str:
    """The words of an HTML text, roughly: good for searching, not for reading or showing."""
    bare = _without_markup(markup)
    return html.unescape(bare) if "&" in bare else bare


def count_minutes(markup: str) -> int:
    """Minutes to read an HTML text; 0 for none.

    A reference counts as it is written, but for the one that stands for a space: to resolve all takes as long again.
    """
    bare = _without_markup(markup).replace("&nbsp;", " ")
    return count_reading_minutes(len(bare), len(bare.split())) if bare else 0


def _without_markup(markup: str) -> str:
    if "<" not in markup:
        return markup
    small = markup.lower()
    if "<!--" in markup or any(opening in small for opening in _HIDDEN_OPENINGS):
        markup = _HIDDEN_MARKUP.sub(" ", markup)
    return _MARKUP.sub(" ", markup)


def count_reading_minutes(characters: int, words: int) -> int:
    """Minutes to read a text: 230 words a minute, or 500 characters where words are not spaced; at least 1."""
    spaced = words * 12 > characters
    return max(1, round(words / 230 if spaced else characters / 500))


def format_count(number: int, thing: str) -> str:
    """A number with what it counts: `1 feed`, `2 feeds`."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
