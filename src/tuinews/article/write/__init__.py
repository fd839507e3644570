"""Blocks into other formats: HTML, Markdown, EPUB, text for a terminal, plain words; and our own HTML back into blocks.

`html.py`, `markdown.py`, `text.py` and `plain_text.py` write a `Document`. The modules named `…_file.py` write whole
files with a masthead and several articles, and `files.py` is their table. `stored_html.py` reads back what `html.py`
wrote, which is how the store keeps a page's text. Begin reading at `files.py`.
"""
