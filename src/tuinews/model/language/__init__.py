"""The language that the user reads: `tr` and its kin, and which language it is."""

from tuinews.model.language.messages import begin_small, find_language, set_language, tr, tr_count, tr_in, tr_later
from tuinews.model.language.wish import LANGUAGES, find_wanted_language

__all__ = [
    "LANGUAGES",
    "begin_small",
    "find_language",
    "find_wanted_language",
    "set_language",
    "tr",
    "tr_count",
    "tr_in",
    "tr_later",
]
