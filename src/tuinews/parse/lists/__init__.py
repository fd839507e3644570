"""Lists of subscriptions, read and written: OPML, newsboat's `urls` and its filters, and our own JSON.

One module for each. Begin reading at `opml.py`.
"""
