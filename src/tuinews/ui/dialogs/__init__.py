"""Dialogs: a line to type in and a list to choose from, shown over the main screen until they are answered."""
