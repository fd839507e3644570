"""A library in step with a server: what to believe of its answers, what to send, and in which order.

`sync` is the door, `server_account` fulfils the port of accounts. Servers themselves, each with its protocol, are in
`engine.accounts.servers`.
"""
