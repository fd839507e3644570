"""What the panes show together, and what the reader can do there."""
