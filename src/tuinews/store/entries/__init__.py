"""Entries: how they come in, what users do with them, how they change, and when they go.

Every entry comes in by `arrivals`, which inserts `entry_rows` and carries out what follows. `feed_updates`,
`imported_states` and `pages` are who calls it.
"""
