"""The verbs: refresh, decide, open, mark. `library.Library` is the one door for the reader and the commands."""
