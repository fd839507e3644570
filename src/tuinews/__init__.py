"""tuinews: all your news in a terminal, fast, polite and offline."""

__version__ = "0.1.0"
