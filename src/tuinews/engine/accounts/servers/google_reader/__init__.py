"""The Google Reader API, as FreshRSS and others speak it.

`dialects` is the table of servers; `item_ids`, `requests` and `answers` are the codec, which is pure; `client` sends.
"""
