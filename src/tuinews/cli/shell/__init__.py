"""What shells and systems know of the commands, all made from their tables: completions and the manual page."""
