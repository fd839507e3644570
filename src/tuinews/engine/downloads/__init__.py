"""Files that come with articles, fetched to be kept: a queue, in parts that go on where they ended.

`downloads` is the door, `download_list` what is remembered, `transfer` brings one file into a `part_file`.
"""
