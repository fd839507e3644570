"""Mutes and rules as values: what the user wants done with entries."""
