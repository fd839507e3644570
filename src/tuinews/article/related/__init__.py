"""Links to other articles, which are taken out of a text to be listed under it (READ ALSO).

`cut_related` in `cut.py` is the way in. `announced.py` finds links by the phrases that stand over them (`phrases.py`);
`groups.py` finds those without a phrase by their shape: lines that are nothing but links to articles of the same site,
between the paragraphs of a text or right after it. `survey.py` measures a tree once for both, `site_lists.py` knows
what is offered to everybody, such as the most read, and `titles.py` tells a link's title from what else it says.
"""
