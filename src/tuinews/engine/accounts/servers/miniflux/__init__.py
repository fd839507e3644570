"""Miniflux' own API, v1, which says what changed and sets stars, unlike its Google Reader layer.

`requests` and `answers` are the codec, which is pure; `client` sends; `kind` finds a server and logs in.
"""
