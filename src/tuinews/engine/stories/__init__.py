"""Which entries tell the same story: pure code without SQL, files, network or clock.

    placement.py       what the grouping is told of an entry, and what it decides, with the evidence
    grouper.py         decides, one entry after the other
    entry_words.py     which words of an entry are looked at, and how much each counts
    words.py           words, numbers and letters as terms, in scripts with and without spaces
    names_across.py    names as they sound, to find them in other languages and scripts
    common_words.py    words that are common before anything was counted
    signature.py       what is kept of an entry, so that later ones can be compared with it: packed bytes
    similarity.py      how close two entries are in words and time, and whether they have one text
    gates.py           what forbids that two entries are one story, by name
    titles.py          what a title says of its article's kind; its phrases are in title_phrases.py
    index.py           what the grouping asks of the entries that came before (a Protocol)
    memory_index.py    that index in memory, for `tuinews inspect stories` and for tests

See `docs/decisions/0036-stories-by-words-and-gates.md` for what was measured.
"""
