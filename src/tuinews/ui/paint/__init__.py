"""Painting turns values and a width into lines of styled runs. It is pure: no widget, no clock, no file.

`text` holds what every line is made of. `headlines` paints rows of the list, `article` everything in the article pane.
`pictures` holds the two ways in which a terminal is sent a picture. `article` and `headlines` stand on `text`, and
`text` on `pictures`.
"""
