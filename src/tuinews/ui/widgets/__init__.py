"""Widgets draw painted lines and tell what the user did to them. They bind no keys and ask the library for nothing."""
