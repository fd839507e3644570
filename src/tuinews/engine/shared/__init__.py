"""A folder that is shared with other machines: `folder` is the door, `runs` what a run does, `logs` the files.

Whatever carries the folder (Syncthing, a cloud's client, git, a stick) merges nothing: each file has one writer.
"""
