"""Repairs damaged XML where that needs no guess, in linear time."""

import re
from collections.abc import Iterator
from html import escape
from html.entities import html5

LAST_CHARACTER = 0x10FFFF
"""The last code point of Unicode."""

_PROLOG = re.compile(r"[\s\ufeff]+|<\?.{0,2000}?\?>|<!--.{0,200000}?-->", re.DOTALL)
_DOCTYPE = re.compile(r"""<!DOCTYPE\s[^\[>]{0,2000}(\[)?""", re.IGNORECASE)
_SUBSET_END = re.compile(r"\]\s*>")
_MARKUP_END = re.compile(r">")
_C1_RAW = re.compile("[\x80-\x9f]")
_C1_IN_UTF8 = re.compile(rb"\xc2[\x80-\x9f]")  # far quicker than the class of characters
_C1_REFERENCE = re.compile(r"&#(?:x0{0,4}([89][0-9a-fA-F])|0{0,4}(1[2-5][0-9]));")
_C1_BEGINNINGS = ("&#x", "&#0", "&#1")
"""What such a reference begins with: few texts have any, and to look for these is ten times as fast."""
_HALF = re.compile(r"#(?:[xX]0{0,4}[dD][89abAB]|0{0,4}5[56])")  # there are fewer of these signs than ampersands
_HALVES = re.compile(
    r"&(?:amp;)?#(?:[xX]0{0,4}([dD][89abAB][0-9a-fA-F]{2})|0{0,4}(5529[6-9]|55[3-9]\d\d|56[0-2]\d\d|5631\d));"
    r"\s?&(?:amp;)?#(?:[xX]0{0,4}([dD][c-fC-F][0-9a-fA-F]{2})|0{0,4}(5632\d|563[3-9]\d|56[4-9]\d\d|57[0-2]\d\d|573[0-3]\d|5734[0-3]));"
)
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_AMPERSAND = re.compile(r"&(?:#([0-9]{1,7});|#[xX]([0-9a-fA-F]{1,6});|([A-Za-z][A-Za-z0-9]{1,31});)?")
_ESCAPES = re.compile("\x1b([@-_])")
_UNQUOTED = re.compile(r"""(<[A-Za-z][\w:.-]{0,40}\s+[\w:.-]{1,40}=)([^\s"'<>]{1,200})(?=[\s/>])""")
_PREDEFINED = frozenset({"amp", "lt", "gt", "quot", "apos"})


def replace_c1_controls(text: str) -> str:
    """The text with the Windows-1252 characters that C1 controls stand for, raw or as `&#146;` (HTML, 13.2.5.80)."""
    if not text.isascii() and _C1_IN_UTF8.search(text.encode("utf-8", "replace")):
        text = _C1_RAW.sub(lambda match: _from_windows(ord(match[0])), text)
    if not any(beginning in text for beginning in _C1_BEGINNINGS):
        return text
    return _C1_REFERENCE.sub(lambda match: _from_windows(int(match[1], 16) if match[1] else int(match[2])), text)


def _from_windows(code: int) -> str:
    try:
        return bytes([code]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(code)


def join_surrogates(text: str) -> str:
    """The text with characters in place of their two halves, which no reference may name (UTF-16 written as UTF-8)."""
    return _HALVES.sub(_join_surrogates, text) if _HALF.search(text) else text


def _join_surrogates(match: re.Match[str]) -> str:
    high = int(match[1], 16) if match[1] else int(match[2])
    low = int(match[3], 16) if match[3] else int(match[4])
    return chr(0x10000 + (high - 0xD800) * 0x400 + low - 0xDC00)


def without_prolog(text: str) -> tuple[str, bool]:
    """The document from its root element on, and whether a DOCTYPE was cut off.

    A reader that never sees a DTD can neither expand its entities nor fetch what it names.
    """
    found, start = False, 0
    while True:
        while match := _PROLOG.match(text, start):
            start = match.end()
        match = _DOCTYPE.match(text, start)
        if match is None:
            return text[start:], found
        found = True
        closing = (_SUBSET_END if match[1] else _MARKUP_END).search(text, match.end())
        start = closing.end() if closing else len(text)


def sections(text: str) -> Iterator[tuple[bool, str]]:
    """The text in pieces, each with whether it is a CDATA section or a comment (which are not markup)."""
    start = 0
    while True:
        opening = text.find("<!", start)
        while opening >= 0 and not text.startswith(("<![CDATA[", "<!--"), opening):
            opening = text.find("<!", opening + 2)
        if opening < 0:
            break
        closing = "]]>" if text[opening + 2] == "[" else "-->"
        end = text.find(closing, opening + 4)
        if end < 0:
            break
        yield False, text[start:opening]
        start = end + 3
        yield True, text[opening:start]
    yield False, text[start:]


def repair(text: str) -> str:
    """The text with legal characters only, named entities resolved, bare ampersands escaped, values in quotes."""
    return _legal("".join(piece if literal else _repair_markup(piece) for literal, piece in sections(text)))


def _repair_markup(piece: str) -> str:
    return _UNQUOTED.sub(r'\1"\2"', _AMPERSAND.sub(_reference, piece))


def _reference(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name in _PREDEFINED:
        return match[0]
    if name:
        known = html5.get(f"{name};")
        return escape(known, quote=False) if known else f"&amp;{name};"
    if not decimal and not hexadecimal:
        return "&amp;"
    code = int(decimal) if decimal else int(hexadecimal, 16)
    if code in {0x07, 0x1B}:
        return chr(code)
    return "" if code > LAST_CHARACTER or _ILLEGAL.match(chr(code)) else match[0]


def _legal(text: str) -> str:
    """Without what XML 1.0 (section 2.2) forbids; escapes become C1, which may stand, so that sequences stay whole."""
    if "\x1b" in text:
        text = _ESCAPES.sub(lambda match: chr(ord(match[1]) + 0x40), text)
    return _ILLEGAL.sub("", text.replace("\x07", "\x9c"))
