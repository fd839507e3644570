"""Finds what on a page is furniture and not the article: menus, share bars, banners, comments.

`names.py` weighs what elements are called against what is in them, `author_boxes.py` finds who an author is, and
`cuts.py` notes what went and why. Begin reading at `clean.py`.
"""
