"""Parsing and extraction in child processes, so that hostile or endless input harms nobody.

`pool` keeps a few children, `child` is the program that runs in one, `jobs` are the functions that they run.
"""
