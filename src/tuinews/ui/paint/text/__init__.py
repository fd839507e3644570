"""Lines of text: characters and their width in cells, runs and their styles, line breaks, searching, signs, dates.

Begin with `runs`, where a line is defined. `graphemes` counts cells, `wrap` breaks lines, `safe` makes text harmless
once more, and `disputed_width` sees to it that characters which terminals draw in different widths shift nothing.
"""
