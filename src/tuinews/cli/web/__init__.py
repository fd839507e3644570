"""The reader in a browser on this machine, by way of textual-serve, which is an extra."""
