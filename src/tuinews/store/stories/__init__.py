"""Stories as the store keeps them: which entries are in which, how many, and what later entries are compared with.

What is compared, and how, is decided in `engine/stories/`.
"""
