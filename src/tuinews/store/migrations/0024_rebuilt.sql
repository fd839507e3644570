-- What is indexed anew because a version of the program has other words (again = 2): mutes look again when it is done.
CREATE INDEX unindexed_former ON unindexed (entry_id) WHERE again = 2;
