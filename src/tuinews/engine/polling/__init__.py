"""What the account of feeds that we poll ourselves does when it is refreshed.

`due` chooses the feeds that may be asked now, `run` holds what one refresh gathers, `poller` asks one feed and works
out what changed, `plausibility` says which answers are believed, `group_commit` stores several feeds in one
transaction, `subscriber` looks at a new address and stores what it brought. Nothing here knows of other accounts.
"""
