"""Bytes of a page into text: the charset that is declared, unless the bytes say otherwise."""

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_META = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)",
    re.IGNORECASE,
)
# labels stand for their supersets (WHATWG Encoding § 4.2)
_SUPERSETS = {
    "iso8859-1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874",
    "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949",
    "big5": "big5hkscs",
    "iso8859-8": "cp1255",
}  # fmt: skip
_HEAD = 4_096


def decode_page(body: bytes, content_type: str = "") -> str:
    """The text of a page; bytes that the charset does not know become replacement characters."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body.decode(name, "replace")
    declared = _declared(body, content_type)
    for name in dict.fromkeys((*(["utf-8"] if not declared.startswith("iso2022") else []), declared, "utf-8")):
        try:
            return body.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return _guessed(body) if declared in {"", "utf-8"} else body.decode(declared, "replace")


def _declared(body: bytes, content_type: str) -> str:
    header = _HEADER.search(content_type)
    meta = _META.search(body[:_HEAD])
    for label in (header and header.group(1), meta and (meta.group(1) or meta.group(2)).decode("ascii", "ignore")):
        if label and (name := _codec(label)):
            return name
    return ""


def _codec(label: str) -> str:
    try:
        name = codecs.lookup(label.strip().lower().removeprefix("x-").replace("windows-31j", "cp932")).name
    except LookupError:
        return ""
    return _SUPERSETS.get(name, name)


def _guessed(body: bytes) -> str:
    """Bytes without a true declaration: mostly UTF-8 with a few bytes torn, else western."""
    lenient = body.decode("utf-8", "replace")
    torn = lenient.count("\ufffd")
    multibyte = sum(1 for character in lenient if character > "\x7f") - torn
    if multibyte > torn * 3:
        return lenient
    return body.decode("cp1252", "replace")
