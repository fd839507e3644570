"""What is done with entries that arrive.

`drafts` makes entries as published ready to be stored. `comparison` tells new ones from those that are stored already.
`rules` says what follows for the new ones, by the user's wishes; `draft_match` is how a rule's query looks at them.
All of it is pure: the store calls it in the transaction that stores the entries (`store/arrivals.py`).
"""
