"""What can be done with the library: refresh, subscribe, open, mark, save. `library.Library` is the only door.

`accounts` says where entries and states come from; `polling` is how the account of polled feeds works; `arrivals` says
what follows when an entry comes in. `feeds`, `articles`, `entries`, `views`, `refresh`, `memory`, `upkeep` and
`inspector` are the parts of the library. `services`, `connection_thread`, `loop_thread`, `web_client`, `workers` and
`secrets` are what these parts work with.
"""
