"""A web page into the addresses of its feeds: those that its head names, then those that can be guessed.

`page_links.py` reads the head, `link_header.py` what the server says beside the page, `meta_refresh.py` where the page
sends its visitors; `guesses.py` knows sites that have a feed for everything, links that look like feeds and
usual paths. `html_tags.py` finds tags in pages that no XML parser takes. Begin reading at `page_links.py`.
"""
