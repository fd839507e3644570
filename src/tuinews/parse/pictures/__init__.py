"""Pictures into dots of the terminal: `raster.py` decodes and shrinks, `sixel.py` writes pixels as sixels."""
