"""Keys: the contexts they are looked up in, the map from keys to actions, the queue of what was typed, and the router.

Begin reading at `router`: it takes each key through the stack of contexts to the action that it means.
"""
