"""Actions found by their names: help, the palette, the command line."""
