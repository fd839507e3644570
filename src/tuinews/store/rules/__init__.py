"""What the user wants done with entries: mutes, which hide them, and rules for those that arrive.

These modules are called inside the transactions of arrivals, of the journal and of `writers`.
"""
