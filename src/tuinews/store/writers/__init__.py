"""What the store is written with besides `store.Writer` itself: its parts, which share its connection.

Each method is one commit, as those of `Writer` are.
"""
