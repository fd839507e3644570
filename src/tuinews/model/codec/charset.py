"""Bytes of feeds, lists and pages into text: byte order marks, declared and undeclared encodings, unannounced gzip.

`decode` is for what has to come out right to the last byte: feeds and lists. `decode_page` is for pages, of which some
are torn: a byte that fits nowhere becomes a replacement character.
"""

import codecs
import re
import zlib
from itertools import islice
from typing import NamedTuple

UNPACKED_LIMIT = 40 * 1024 * 1024
"""Most bytes that a gzip body may unfold to."""

_DECLARED = re.compile(rb"""^\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""")
_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_META = re.compile(rb"""<meta\s[^>]{0,300}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# XML 1.0, appendix F.1: how `<` or `<?xml` begins in encodings that ASCII cannot be read in
_STARTS = (
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00<\x00", "utf-16-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00{\x00", "utf-16-be"),
    (b"{\x00", "utf-16-le"),
    (b"Lo\xa7\x94", "cp037"),
)
# WHATWG Encoding, section 4.2: publishers name the subset and send the superset
_WIDER = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
_LABELS = {
    label: name
    for name, labels in {
        "utf-8": "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8 utf8mb4 utf-8n",
        "cp866": "866 csibm866 ibm866",
        "iso8859-6": "csiso88596e csiso88596i iso-8859-6-e iso-8859-6-i asmo-708 ecma-114",
        "iso8859-7": "sun_eu_greek",
        "cp1255": "csiso88598e csiso88598i iso-8859-8-e iso-8859-8-i logical visual x-cp1255",
        "iso8859-15": "csisolatin9 l9",
        "koi8_r": "koi koi8 cskoi8r koi8-r koi8_r",
        "koi8_u": "koi8-ru koi8-u",
        "mac_roman": "macintosh csmacintosh mac x-mac-roman",
        "mac_cyrillic": "x-mac-cyrillic x-mac-ukrainian",
        "cp874": "windows-874 dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 tis620.2533",
        "cp1252": "x-cp1252 ansi_x3.4-1968 iso-ir-100 iso_8859-1:1987 win-1252",
        "cp1254": "x-cp1254 iso_8859-9:1989",
        "gb18030": "x-gbk gb_2312 gb_2312-80 gb2312 csgb2312 csiso58gb231280 chinese iso-ir-58 gbk ms936",
        "big5hkscs": "big5-hkscs cn-big5 csbig5 x-x-big5",
        "euc_jp": "x-euc-jp cseucpkdfmtjapanese x-euc eucjp-win",
        "iso2022_jp": "csiso2022jp",
        "cp932": "windows-31j x-sjis ms_kanji ms932 csshiftjis shift-jis sjis sjis-win shift_jis",
        "cp949": "windows-949 ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 korean iso-ir-149 csksc56011987 "
        "cseuckr euc-kr uhc ms949 x-windows-949",
    }.items()
    for label in labels.split()
}
"""Labels of the WHATWG's table (Encoding, section 4.2), and usual ones beside it, that Python lacks or narrows."""
_CODE_PAGE = re.compile(r"(?:x-)?(?:cp|win|windows|ibm)[_-]?(\d{3,4})")
"""A code page of Windows or IBM, however its number is written."""
_SEQUENCE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")
_HALVES = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]")
_LONE_HALF = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
_CONVINCING = 2
"""Sequences of UTF-8 from which on a text is UTF-8 whatever its XML declaration says.

One alone may be chance: two Chinese or Korean syllables, or two letters of an old code page, can look like one.
"""
_NOT_ASCII = frozenset({"iso2022_jp", "iso2022_jp_1", "iso2022_jp_2", "iso2022_jp_3", "iso2022_kr", "hz"})
"""Encodings whose bytes look like ASCII, so that being valid UTF-8 says nothing."""


_PAGE_HEAD = 4_096
"""Bytes at the beginning of a page in which its encoding is declared."""


class Decoded(NamedTuple):
    """A body as text."""

    text: str
    exact: bool
    """Whether every byte fitted one encoding."""


def unpack(body: bytes) -> tuple[bytes, bool]:
    """The body, inflated if it is a gzip (RFC 1952), and whether it came to its end within `UNPACKED_LIMIT`."""
    if not body.startswith(b"\x1f\x8b"):
        return body, True
    inflater = zlib.decompressobj(wbits=31)
    parts: list[bytes] = []
    room, rest = UNPACKED_LIMIT, body
    try:
        while rest and room > 0 and not inflater.eof:
            part = inflater.decompress(rest, min(room, 1 << 20))
            rest = inflater.unconsumed_tail
            room -= len(part)
            parts.append(part)
    except zlib.error:
        return b"".join(parts), False
    return b"".join(parts), inflater.eof


def decode(body: bytes, content_type: str = "") -> Decoded:
    """The text of a body: mark, then UTF-8 if it is valid, then what XML, HTTP and HTML declare, then Windows-1252.

    Publishers name other encodings than they use, so bytes count for more than declarations; only where nearly nothing
    speaks for UTF-8 the document's own XML declaration decides (XML 1.0, section 4.3.3).
    """
    for mark, name in _MARKS:
        if body.startswith(mark):
            return _as(body[len(mark) :], name)
    for start, name in _STARTS:
        if body.startswith(start):
            return _as(body, name)
    body = _join_halves(body)
    names = find_declared(body, content_type)
    if not _NOT_ASCII.intersection(names) and (text := _as_utf8(body)) is not None:
        return Decoded(text, exact=True)
    for name in names:
        try:
            return Decoded(body.decode(name), exact=True)
        except (UnicodeError, ValueError):
            continue
    return Decoded(body.decode("utf-8", _WINDOWS), exact=False)


def _join_halves(body: bytes) -> bytes:
    """The body with whole characters where each half of one was written as three bytes (CESU-8, Unicode TR 26).

    Only a body that is UTF-8 with them is changed: in other encodings these bytes are letters.
    """
    if b"\xed" not in body or not _HALVES.search(body):
        return body
    joined = _HALVES.sub(
        lambda pair: (
            pair[0].decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16").encode()
        ),
        body,
    )
    joined = _LONE_HALF.sub(b"\xef\xbf\xbd", joined)
    try:
        joined.decode()
    except UnicodeDecodeError:
        return body
    return joined


def _as_utf8(body: bytes) -> str | None:
    """The text if it is UTF-8, and not only by chance."""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return None
    if len(text) == len(body) or not _DECLARED.match(body[:400]):
        return text
    sequences = sum(1 for _ in islice(_SEQUENCE.finditer(body), _CONVINCING))
    return text if sequences == _CONVINCING or "utf-8" in find_declared(body, "") else None


def find_declared(body: bytes, content_type: str) -> tuple[str, ...]:
    """The encodings that the XML declaration, the Content-Type and a meta element name, as Python knows them."""
    xml, header, meta = _labels(body, content_type, 2_048)
    names = [_codec(label) for label in (xml, header, meta) if label]
    return tuple(name for name in names if name and (name == "utf-8" or not name.startswith("utf")))


def decode_page(body: bytes, content_type: str = "") -> str:
    """The text of a page: mark, then UTF-8 if it is valid, then what HTTP, XML and HTML declare, then a guess."""
    for mark, name in _MARKS:
        if body.startswith(mark):
            return _as(body[len(mark) :], name).text
    body = _join_halves(body)
    xml, header, meta = _labels(body, content_type, _PAGE_HEAD)
    name = next((known for label in (header, xml, meta) if (known := _page_codec(label))), "")
    first = () if name.startswith("iso2022") else ("utf-8",)
    for candidate in dict.fromkeys((*first, name or "utf-8", "utf-8")):
        try:
            return body.decode(candidate)
        except (UnicodeError, ValueError):
            continue
    return _guess(body) if name in {"", "utf-8"} else body.decode(name, "replace")


def _labels(body: bytes, content_type: str, head: int) -> tuple[str, str, str]:
    """What the XML declaration, the Content-Type and a meta element call the encoding; `""` where nothing is said."""
    xml, header, meta = _DECLARED.match(body[:400]), _CHARSET.search(content_type), _META.search(body[:head])
    return xml[1].decode() if xml else "", header[1] if header else "", meta[1].decode() if meta else ""


def _codec(label: str) -> str:
    """The name of Python's codec for a label, in its wider form; `""` for an unknown one."""
    label = label.strip().lower()
    if page := _CODE_PAGE.fullmatch(label):
        label = f"cp{page[1]}"
    try:
        name = codecs.lookup(_LABELS.get(label, label)).name
        "".encode(name)
    except (LookupError, UnicodeError, ValueError):
        return ""
    return _WIDER.get(name, name)


def _page_codec(label: str) -> str:
    """The same for the label of a page, which may be an old name."""
    name = _codec(label) or _codec(label.lower().removeprefix("x-"))
    return "cp1255" if name == "iso8859-8" else name


def _guess(body: bytes) -> str:
    """The text of bytes without a true declaration: UTF-8 when most of it fits, else Windows-1252."""
    lenient = body.decode("utf-8", "replace")
    torn = lenient.count("\ufffd")
    multibyte = sum(1 for character in lenient if character > "\x7f") - torn
    if multibyte > torn * 3:
        return lenient
    return body.decode("cp1252", "replace")


def _as(body: bytes, name: str) -> Decoded:
    try:
        return Decoded(body.decode(name), exact=True)
    except UnicodeError:
        return Decoded(body.decode(name, "replace"), exact=False)


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that are no UTF-8 as Windows-1252: old archives mix the two in one file."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


_WINDOWS = "tuinews.windows"
codecs.register_error(_WINDOWS, _as_windows)
