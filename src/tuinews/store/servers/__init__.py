"""The account on a server as the store has it: what the server last said, and what it was not told yet.

`record` is the account, `remote_feeds` its subscriptions, `remote_ids` what its lists say of items, `remote_items`
their contents, `unsent` what goes out. Whatever the server says is carried out `unheard` by the outbox.
"""
