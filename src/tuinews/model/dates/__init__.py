"""Dates as publishers write them, in feeds and on pages, and the names of months and zones in many languages.

`field_date.py` reads a text that is a date and nothing else, as feeds have it. `page_date.py` finds a date in a line of
a page, among other words, and in an address. Both use one table of months (`months.py`) and one of zones (`zones.py`);
`days.py` knows the notations of a day. Begin reading at `field_date.py`.
"""
