"""Rows of the headline list as lines: a headline with its columns, and headings between headlines."""
