"""Explains entries: why one is here, hidden or tagged, where it came from, and when its feed is asked again.

Begin at `sections.py`: a row of `SECTIONS` is a question, and its function answers it from the facts or from the store.
"""
