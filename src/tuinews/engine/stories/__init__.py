"""Which entries tell the same story: pure code without SQL, files, network or clock.

    signature.py    what is kept of an entry, so that later ones can be compared with it: packed bytes
    words.py        the words and numbers of a text, in scripts with and without spaces
    index.py        what the grouping asks of its index (a Protocol), and what it writes to it
    memory_index.py that index in memory, for `tuinews inspect stories` and for tests
    placement.py    what was decided of an entry, with the evidence
    gates.py        what forbids that two entries are one story, by name
    grouper.py     decides, one entry after the other

See `docs/decisions/` for what was measured.
"""
