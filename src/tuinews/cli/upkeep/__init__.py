"""Commands about the program and its files: settings, keys, health, copies, and what the parsers make of a file."""
