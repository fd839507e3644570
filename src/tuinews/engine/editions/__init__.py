"""Makes editions: what was new since the last visit, fitted to some minutes, and then it is over.

`composition.py` chooses, without clock or database; `editions.py` reads what there is to choose from.
"""
