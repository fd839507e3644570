"""The settings file changed by the program, and what is known of values that do not work."""
