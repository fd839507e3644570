-- Where the entries and states of a feed come from and go to: feeds of the account `local` are polled by this program.
ALTER TABLE feeds ADD COLUMN account TEXT NOT NULL DEFAULT 'local';

-- The accounts that hear of changes. While there is none, a change writes nothing but itself.
CREATE TABLE listeners (
    account TEXT PRIMARY KEY
) WITHOUT ROWID;

-- The outbox: what an account has not agreed to yet, one row for each thing that differs, written in the transaction
-- that changes it. `guid` is the entry's, or '' for the subscription itself; `name` is a tag, or ''. `before` is what
-- the account has, `after` what is so here. `sent` says that `after` may have reached it, though nobody knows.
CREATE TABLE pending (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account TEXT NOT NULL,
    feed_id INTEGER NOT NULL,
    guid TEXT NOT NULL,
    field TEXT NOT NULL,
    name TEXT NOT NULL,
    before,
    after,
    sent INTEGER NOT NULL DEFAULT 0,
    UNIQUE (account, feed_id, guid, field, name)
);
CREATE INDEX pending_undone ON pending (id) WHERE before IS after AND sent = 0;
