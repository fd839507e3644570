"""What the store is read with: small objects that share one connection, each for one purpose.

`store.Reader` opens the connection and has them as its parts: `lists`, `texts`, `polls`, `freshness`, `stories`.
"""
