"""What the library reports about entries when it is asked: why one is here, and what an edition has."""
