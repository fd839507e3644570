"""The file itself: opened, made or migrated, examined, kept small, and rescued when it is damaged."""
