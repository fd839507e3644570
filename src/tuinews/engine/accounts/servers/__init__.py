"""Servers that keep a library elsewhere, as FreshRSS and Miniflux do.

`server` is the port that each protocol fulfils; a protocol knows requests and answers, and nothing of the store.
"""
