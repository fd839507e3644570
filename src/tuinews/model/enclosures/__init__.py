"""Files that come with entries: downloads of them, and their chapters."""
