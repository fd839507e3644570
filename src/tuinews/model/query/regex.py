"""Checks regular expressions that people type: they must be valid and must not take for ever."""

import re
import warnings

from tuinews.model.language import tr


def explain_refusal(pattern: str) -> str:
    """Why a regular expression is refused, or `""`: it cannot be read, or could take for ever."""
    if _is_explosive(pattern):
        return tr(
            "could take for ever: write it without a repeated group that repeats or chooses, at "
            "most three of * + {, and at most ten of ?"
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(pattern, re.IGNORECASE)
    except (re.error, Warning, RecursionError, OverflowError) as error:
        return tr("cannot be read ({error})", error=error)
    return ""


def _is_explosive(pattern: str) -> bool:
    """Whether a repeated group holds a repetition or a choice, or more than three repetitions stand in a row."""
    bare = re.sub(r"\\.|\[\^?\]?(?:[^\]\\]|\\.)*\]", "x", pattern, flags=re.DOTALL)
    if len(re.findall(r"[*+{]", bare)) > 3 or bare.count("?") > 10:
        return True
    opened: list[bool] = []
    for index, character in enumerate(bare):
        if character == "(":
            opened.append(False)
        elif character in "*+{|?" and bare[index - 1 : index] != "(" and opened:
            opened = [True] * len(opened)
        elif character == ")" and opened and opened.pop() and bare[index + 1 : index + 2] in {"*", "+", "{"}:
            return True
    return False


def limit_text(pattern: str) -> int:
    """The characters of a text that a regular expression may see: each repetition takes time by one power more."""
    return {0: 4_000, 1: 4_000, 2: 1_000}.get(len(re.findall(r"[*+{]", pattern)), 200)
