"""The stories' markup, turned into HTML.

Blocks are parted by empty lines: `## heading`, `> quote` (its last line may be `> — who`), `- item`, `1. item`,
`| cell | cell |` (the first row is the head, `|= caption` names it), `term :: meaning`, three backticks and a language
around code, `![picture](what it shows) caption`, `[^1]: note`, `@40m words` for the moments of a live report
(`@2 0m words`: told from the second edition on), `!box` for the outlet's newsletter box, else a paragraph.
In a line: `*emphasis*`, `**strong**`, backticks for code, `[words](reference)`, `[^1]` for a note.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from tuinews.demo.newsroom import minutes

_FENCE = re.compile(r"^```(\w*)\n(.*?)\n```$", re.MULTILINE | re.DOTALL)
_FIGURE = re.compile(r"!\[([^]]+)\]\(([^)]*)\)\s*(.*)", re.DOTALL)
_NOTE = re.compile(r"\[\^(\w+)\]:\s*(.*)", re.DOTALL)
_MOMENT = re.compile(r"@(?:(\d+) )?(\d+[mhd])\s+(.*)", re.DOTALL)
_CODE = re.compile(r"`([^`]+)`")
_INLINE = (
    (re.compile(r"\*\*(.+?)\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"\*(.+?)\*"), r"<em>\1</em>"),
    (re.compile(r"\[\^(\w+)\]"), r'<sup id="ref-\1"><a href="#fn-\1">\1</a></sup>'),
)
_LINK = re.compile(r"\[([^]^][^]]*)\]\(([^)\s]+)\)")


@dataclass(frozen=True, slots=True)
class Setting:
    """What a body needs to know of its surroundings."""

    address: Callable[[str], str]
    """The address of a story by its reference; web addresses stay as they are."""
    picture: Callable[[str], str]
    """The address of a picture by its name."""
    moment: Callable[[int], str]
    """A time as the outlet's pages write it, from minutes before the start."""
    edition: int = 1
    box: str = ""
    """HTML that stands where the body says `!box`."""


def render(body: str, setting: Setting) -> str:
    """The body as HTML, one block a line."""
    codes: list[str] = []

    def keep(match: re.Match[str]) -> str:
        language = f' class="language-{match[1]}"' if match[1] else ""
        codes.append(f"<pre><code{language}>{escape(match[2], quote=False)}</code></pre>")
        return f"```{len(codes) - 1}"

    blocks = [part.strip() for part in re.split(r"\n{2,}", _FENCE.sub(keep, body)) if part.strip()]
    notes = [_note(block, setting) for block in blocks if _NOTE.match(block)]
    parts = [
        codes[int(block[3:])] if block.startswith("```") else _block(block, setting)
        for block in blocks
        if not _NOTE.match(block)
    ]
    if notes:
        parts.append('<ol class="footnotes">' + "".join(notes) + "</ol>")
    return "\n".join(part for part in parts if part)


def inline(text: str, setting: Setting) -> str:
    """One run of text as HTML."""
    codes: list[str] = []

    def keep(match: re.Match[str]) -> str:
        codes.append(f"<code>{escape(match[1], quote=False)}</code>")
        return f"\0{len(codes) - 1}\0"

    def anchor(match: re.Match[str]) -> str:
        return f'<a href="{escape(setting.address(match[2]))}">{match[1]}</a>'

    marked = _LINK.sub(anchor, escape(_CODE.sub(keep, text), quote=False))
    for pattern, replacement in _INLINE:
        marked = pattern.sub(replacement, marked)
    return re.sub(r"\0(\d+)\0", lambda match: codes[int(match[1])], marked)


def _block(block: str, setting: Setting) -> str:
    for opening, write in _BLOCKS:
        if opening.match(block):
            return write(block, setting)
    return f"<p>{inline(' '.join(block.split()), setting)}</p>"


def _heading(block: str, setting: Setting) -> str:
    marks, _, words = block.partition(" ")
    return f"<h{len(marks)}>{inline(words, setting)}</h{len(marks)}>"


def _quote(block: str, setting: Setting) -> str:
    lines = [line.lstrip("> ").strip() for line in block.splitlines()]
    source = lines.pop().lstrip("— ") if lines[-1].startswith("—") else ""
    cite = f"<footer><cite>{inline(source, setting)}</cite></footer>" if source else ""
    return f"<blockquote><p>{inline(' '.join(lines), setting)}</p>{cite}</blockquote>"


def _list(block: str, setting: Setting) -> str:
    tag = "ul" if block.startswith("-") else "ol"
    items = re.split(r"^(?:-|\d+\.) ", block, flags=re.MULTILINE)[1:]
    return f"<{tag}>" + "".join(f"<li>{inline(' '.join(i.split()), setting)}</li>" for i in items) + f"</{tag}>"


def _table(block: str, setting: Setting) -> str:
    lines = block.splitlines()
    caption = "".join(f"<caption>{inline(line[2:].strip(), setting)}</caption>" for line in lines if line[:2] == "|=")
    rows = [line.strip("| ").split("|") for line in lines if line[:2] != "|="]
    head, *rest = [[inline(cell.strip(), setting) for cell in row] for row in rows]
    top = "<tr>" + "".join(f"<th>{cell}</th>" for cell in head) + "</tr>"
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rest)
    return f"<table>{caption}<thead>{top}</thead><tbody>{body}</tbody></table>"


def _figure(block: str, setting: Setting) -> str:
    match = _FIGURE.match(block)
    if match is None:
        raise ValueError(f"{block!r} is no figure: write ![picture](what it shows) caption.")
    caption = f"<figcaption>{inline(match[3], setting)}</figcaption>" if match[3] else ""
    return f'<figure><img src="{escape(setting.picture(match[1]))}" alt="{escape(match[2])}">{caption}</figure>'


def _live(block: str, setting: Setting) -> str:
    match = _MOMENT.match(block)
    if match is None:
        raise ValueError(f"{block!r} is no moment of a live report: write @40m words.")
    if int(match[1] or "1") > setting.edition:
        return ""
    return f"<h3>{escape(setting.moment(minutes(match[2])))}</h3><p>{inline(' '.join(match[3].split()), setting)}</p>"


def _definitions(block: str, setting: Setting) -> str:
    pairs = (line.partition(" :: ") for line in block.splitlines())
    rows = "".join(f"<dt>{inline(term, setting)}</dt><dd>{inline(said, setting)}</dd>" for term, _, said in pairs)
    return f"<dl>{rows}</dl>"


def _note(block: str, setting: Setting) -> str:
    match = _NOTE.match(block)
    if match is None:
        return ""
    text = inline(" ".join(match[2].split()), setting)
    return f'<li id="fn-{match[1]}">{text} <a href="#ref-{match[1]}">↩</a></li>'


_BLOCKS: tuple[tuple[re.Pattern[str], Callable[[str, Setting], str]], ...] = (
    (re.compile(r"###? "), _heading),
    (re.compile(r"> "), _quote),
    (re.compile(r"- |1\. "), _list),
    (re.compile(r"!box$"), lambda _, setting: setting.box),
    (re.compile(r"!\["), _figure),
    (re.compile(r"\|"), _table),
    (re.compile(r"@"), _live),
    (re.compile(r".* :: "), _definitions),
)
"""How each kind of block begins, and what writes it; what begins otherwise is a paragraph."""
