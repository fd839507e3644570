"""A web page into the article on it: which of its elements are the text, and what the page says about the text.

`extract.py` is the way in and names the steps in order. `furniture/clean.py` drops what is not the article,
`passages.py` cuts the rest into the smallest elements with lines of their own, `article_body.py` chooses among them.
`metadata.py` reads title, authors, dates and tags, with one module for each; `structured_data.py` reads what is written
for machines. `pagination.py` finds the next page of an article. Begin reading at `extract.py`.
"""
