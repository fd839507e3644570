-- Entries that the feed's last body held: as many are kept whatever the user's limit, or they would come and go with
-- every poll.
ALTER TABLE polling ADD COLUMN carried INTEGER NOT NULL DEFAULT 0;
