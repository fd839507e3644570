"""The words everyone uses: plain frozen values and pure text and time helpers."""
