"""An article as lines: what frames it, every kind of block, what it leads to, and where its lines break.

Begin with `page`, which makes an article's parts: masthead, blocks, foot. `blocks` paints each kind of block, with
`inline`, `tables`, `code` and `pictures` for the larger ones. `targets` collects what can be opened, `hints` writes
letters beside it. `text_layout` lays parts out as far as they are looked at. `changes` compares two versions.
"""
