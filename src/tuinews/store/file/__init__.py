"""The database file: opened, created or migrated, examined, tidied, and rescued when it is damaged."""
