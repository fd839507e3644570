"""The reader in the terminal: it shows and asks; everything else is the engine's."""
