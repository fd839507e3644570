"""What the article view is made of: small objects, each of which can be tested without a screen.

`text_pane` says what they may ask of the view. `search`, `link_focus`, `hint_mode` and `footnote_jumps` each keep one
thing that lies over the text. `pictures` asks for the pictures that are near, `picture_rows` and `picture_strip`
draw them.
"""
