"""Subscriptions: found, added, edited, removed, imported and exported.

`feeds` is the part of the library, `discovery` looks at an address before it is subscribed to, `lists` reads and writes
subscription lists (OPML, newsboat), `logins` keeps what is sent along to servers.
"""
