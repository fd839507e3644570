"""Text that is safe to show: nothing that a feed says can reach the terminal as a command.

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

TITLE_LIMIT, NAME_LIMIT, URL_LIMIT, BODY_LIMIT = 1_000, 200, 4_096, 1_000_000
"""Longest title, author or tag, URL and body that the library keeps, in characters."""

# ECMA-48: CSI and two-byte escapes, then the string sequences (DCS, SOS, OSC, PM, APC) up to BEL or ST.
_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]{0,64}[ -/]{0,16}[@-~]"
    r"|(?:\x1b[PX\]^_]|[\x90\x98\x9d\x9e\x9f])[^\x07\x1b\x9c]{0,4096}(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]{0,4}[0-~]"
)
_LINE_SPACE = re.compile(r"[\t\n\r\x0b\x0c\x85\u2028\u2029]+")
_BLOCK_BREAK = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # C0 and C1 controls, DEL
    "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"  # bidi and invisible
    "\U000e0000-\U000e007f"  # tag characters
    "\ufdd0-\ufdef\ufffe\uffff"  # noncharacters
    "\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U0010fffe\U0010ffff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACES = re.compile(r" {2,}|[\u00a0\u3000]+(?= )")
_MIXED_SPACES = re.compile(r"[\u00a0\u3000]* [ \u00a0\u3000]*")
_PLAIN = re.compile(r"[ -~]*\Z")
_MARKS_KEPT = 4
_HIDDEN_MARKUP = re.compile(r"(?is)<(script|style|template)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)")
_MARKUP = re.compile(r"<[^<>]*>?")


def safe_text(value: str, limit: int = TITLE_LIMIT) -> SafeText:
    """One line of the text: controls gone, white space folded, cut at `limit` characters between clusters."""
    if len(value) <= limit and _PLAIN.match(value) and "  " not in value:
        return SafeText(value.strip())
    kept = _strip(_LINE_SPACE.sub(" ", _sequences(value[: limit * 8])))
    return SafeText(_cut(_SPACES.sub(" ", kept).strip(), limit))


def safe_block(value: str, limit: int = BODY_LIMIT) -> SafeText:
    """Several lines of the text: as `safe_text`, but line feeds, runs of spaces and tabs (as spaces) are kept."""
    kept = _BLOCK_BREAK.sub("\n", _sequences(value[: limit * 4])).expandtabs(8)
    return SafeText(_cut("\n".join(_strip(line) for line in kept.split("\n")), limit))


def safe_span(value: str, limit: int = BODY_LIMIT) -> SafeText:
    """A piece of a line: as `safe_text`, but one space at either edge is kept, because the neighbours need it."""
    kept = _strip(_LINE_SPACE.sub(" ", _sequences(value[: limit * 4])))
    return SafeText(_cut(_MIXED_SPACES.sub(" ", kept), limit))


def _sequences(value: str) -> str:
    if "\x1b" in value or any("\x80" <= c <= "\x9f" for c in value):
        return _SEQUENCE.sub("", value)
    return value


def _strip(value: str) -> str:
    return _few_marks(_DROPPED.sub("", _SURROGATE.sub("\ufffd", value)))


def _few_marks(value: str) -> str:
    """At most four combining marks per base: more pile up over the neighbouring lines."""
    if value.isascii() or not any(unicodedata.combining(c) for c in value):
        return value
    kept, run = [], 0
    for c in value:
        run = run + 1 if unicodedata.combining(c) else 0
        if run <= _MARKS_KEPT:
            kept.append(c)
    return "".join(kept)


def _cut(value: str, limit: int) -> str:
    if len(value) <= limit:
        return value
    end = limit - 1
    while end and (unicodedata.combining(value[end]) or value[end] in "\u200d\ufe0f" or value[end - 1] == "\u200d"):
        end -= 1
    return value[:end].rstrip() + "…"


def fold(value: str) -> str:
    """The form in which names and tags are compared: compatibility-composed, case-folded, single-spaced."""
    return " ".join(unicodedata.normalize("NFKC", value).casefold().split())


def bare_words(markup: str) -> str:
    """The words of an HTML text, roughly: good for counting and searching, not for reading or showing."""
    if "<" not in markup and "&" not in markup:
        return markup
    return html.unescape(_MARKUP.sub(" ", _HIDDEN_MARKUP.sub(" ", markup)))


def reading_minutes(characters: int, words: int) -> int:
    """Minutes to read a text: 230 words a minute, or 500 characters where words are not spaced; at least 1."""
    spaced = words * 12 > characters
    return max(1, round(words / 230 if spaced else characters / 500))
