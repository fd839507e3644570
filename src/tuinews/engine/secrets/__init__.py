"""Logins and headers that feeds are asked with: never shown, exported or logged.

`secrets_file` keeps them in a private file beside the store, `system_keyring` in the keyring of the system.
"""
