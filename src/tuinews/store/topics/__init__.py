"""Tags as topics: their counts by day, their aliases and what else the user decided, and how they are read.

`counts.py` counts, `days.py` says what a day is, `aliases.py` makes tags the same and parts them, `choices.py` is what
the user decides and the journal undoes, `spellings.py` finds the tag that a name means.
"""
