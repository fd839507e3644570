"""Related articles: the nearest of those that are stored, found and explained by the words that they share.

`terms.py` says which terms a text has, `nearness.py` compares texts by them (pure functions), `related.py` asks the
store for candidates.
"""
