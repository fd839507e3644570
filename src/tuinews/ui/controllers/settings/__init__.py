"""Settings, keys and themes, changed in the reader."""
