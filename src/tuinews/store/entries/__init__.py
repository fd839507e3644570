"""Entries: how they are stored, marked, tagged, changed and deleted.

`arrivals` stores every entry, by way of `entry_rows`, and carries out what follows from its arrival. It is called by
`feed_updates` (polls and first fetches), `imported_states` (another program's marks) and `pages` (followed links).
"""
