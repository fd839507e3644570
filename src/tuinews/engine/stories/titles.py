"""What a title says of its article's kind: a column, a template that was filled in, an opinion."""

import re
from collections.abc import Sequence

from tuinews.engine.stories.signature import TitleMarks
from tuinews.engine.stories.title_phrases import (
    COLUMN_TITLE,
    DAYS,
    DIGEST,
    LABELS,
    OPINION_ADDRESS,
    OPINION_TITLE,
    RESULT,
    SITE_NAME,
    TELLING_NUMBER,
)
from tuinews.engine.stories.words import fold_word, hash_term, is_capitalised

OPINION, COLUMN, SCANT = 1, 2, 4
"""Flags of a signature: an opinion or a reply; a title that its feed has again and again; hardly any words."""

_SHAPE_WORDS = 3
"""Words that a shape has at least besides what fills it."""

_DIGIT = re.compile(r"\d")

_DAYS = frozenset(fold_word(word) for word in DAYS.split())


def strip_labels(title: str) -> str:
    """Return a title without “Breaking:” before it and the site's name after it."""
    bare = LABELS.sub("", title)
    cut = SITE_NAME.sub("", bare)
    return cut if len(cut) >= 0.5 * len(bare) and len(cut.split()) > 2 else bare


def find_telling_numbers(title: str) -> list[str]:
    """Return the numbers of a title by which two events of a kind are told apart.

    Such as 5.2, 3-1, 0001720243 and the age of 34. The dead and injured are not among them: they change by the hour.
    """
    return ["-".join(sorted(RESULT.split(number))) for number in TELLING_NUMBER.findall(title)]


def is_opinion(title: str, url: str) -> bool:
    """Say whether the title or the address calls the article an opinion or a reply."""
    return bool(OPINION_TITLE.search(title) or OPINION_ADDRESS.search(url))


def mask_days(words: Sequence[str]) -> list[str]:
    """Return folded words with one sign for all days, months and parts of the day."""
    return ["#" if word in _DAYS else word for word in words]


def is_column_title(title: str, text: str) -> bool:
    """Say whether a title is one that many feeds have every day, or a text lists what else is to be read."""
    return bool(COLUMN_TITLE.search(title) or DIGEST.search(text[:400]))


def mark_title(tokens: Sequence[str], words: Sequence[str]) -> TitleMarks:
    """Return what stays and what changes in a title, of its tokens and these folded."""
    if not tokens:
        return TitleMarks()
    varying = [word in _DAYS or _DIGIT.search(word) is not None for word in words]
    pattern = " ".join(["#" if varies else word for word, varies in zip(words, varying, strict=True)])
    shape: list[str] = []
    names: list[str] = []
    amounts: list[str] = []
    for position, (token, word) in enumerate(zip(tokens, words, strict=True)):
        if varying[position]:
            # whole, for versions and long numbers may differ beyond the letters of a word that count
            amounts.append(word if word in _DAYS else token.casefold())
            shape.append("#")
        elif is_capitalised(token) and (position or is_capitalised("".join(tokens[1:2]) or "a")):
            names.append(word)
            if shape[-1:] != ["A"]:
                shape.append("A")
        else:
            shape.append(word)
    kept = sum(word not in {"#", "A"} for word in shape)
    filled = kept >= _SHAPE_WORDS and bool(names or amounts)
    return TitleMarks(
        hash_term(pattern) or 1,
        (hash_term(" ".join(shape)) or 1) if filled else 0,
        hash_term(" ".join(names)),
        hash_term(" ".join(amounts)),
    )
