"""What is done with entries that arrive, as pure functions.

`drafts` makes published entries ready to be stored. `comparison` tells new ones from those that are stored already.
`rules` says what follows for the new ones; the store calls it in the transaction that stores them
(`store/entries/arrivals.py`). `draft_match` matches a rule's query against an entry that is not stored yet.
"""
