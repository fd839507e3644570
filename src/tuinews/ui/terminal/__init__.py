"""The terminal below the widgets: how it is written to, read, and given back whatever happens.

`driver` is Textual's driver with our changes. `exit_guard` ends the program when a signal comes or it hangs,
`stderr_redirect` keeps what libraries write to stderr off the screen, `image_support` knows which pictures a terminal
shows. `textual_private` holds every private part of Textual that we use.
"""
