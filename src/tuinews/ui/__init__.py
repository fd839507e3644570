"""The reader: the program on the whole screen. It shows and asks; everything else is done by the engine.

Begin reading at `actions` (which method a key calls) and `controllers` (what these methods do); docs/ui.md is a map.
"""
