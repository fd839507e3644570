-- When the user last had the feed asked before it was due, in whichever process: that is done once a minute at most.
ALTER TABLE polling ADD COLUMN last_forced INTEGER;
