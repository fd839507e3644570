"""HTML into blocks: a feed's body, or the chosen part of a page, becomes the blocks of a `Document`.

`feed_body.py` is the way in. `walker.py` goes through the tree once; what is still open stands on its stack, and each
kind of block has a class for that in `open_blocks.py`. `inline.py` gathers the text of one line. The other modules know
one kind of thing each: pictures, embeds, code, formulas, footnotes, tables. Before the walk, `appeal_boxes.py` finds
what asks for something, and `standard_elements.py` puts standard elements in the place of a page's own. A new inline
style is one row in `walker.py`. Begin reading at `walker.py`.
"""
