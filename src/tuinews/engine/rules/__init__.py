"""What the user wants done with entries, as the library's parts `mutes` and `rules`.

`engine.arrivals.rules` decides what follows for entries that arrive; here mutes and rules are kept, carried out on what
is stored, and tried.
"""
