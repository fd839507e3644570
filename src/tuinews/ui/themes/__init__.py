"""The colours of the reader: its own themes, those of files, and what is derived of them."""
