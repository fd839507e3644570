-- What is unread is what is fresh and what has aged, each with its indexes: lists of both are merged. So marking many
-- read writes two indexes less, and one more for what is read. Pairs within pairs, as in fresh_newest.
DROP INDEX unread_newest;
DROP INDEX unread_feed;
CREATE INDEX listed_read ON states (moment, feed_id) WHERE read = 1 AND (presence = 0 AND hidden_by = 0);

-- Long articles may be rare: then they are found here.
CREATE INDEX listed_minutes ON states (minutes, moment, feed_id) WHERE presence = 0 AND hidden_by = 0;

-- The names that entries have in some of their columns (`field`), so that a part of a name is looked for among names and
-- not among entries; with those of entries that are gone, until they are cleared away.
CREATE TABLE names (
    field TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (field, name)
) WITHOUT ROWID;
CREATE INDEX entries_author ON entries (author) WHERE author <> '';
CREATE INDEX entries_agency ON entries (agency) WHERE agency <> '';
CREATE INDEX entries_source ON entries (source) WHERE source <> '';
CREATE INDEX entries_lang ON entries (lang) WHERE lang <> '';
INSERT INTO names (field, name)
SELECT DISTINCT 'author', author FROM entries INDEXED BY entries_author WHERE author <> '';
INSERT INTO names (field, name)
SELECT DISTINCT 'agency', agency FROM entries INDEXED BY entries_agency WHERE agency <> '';
INSERT INTO names (field, name)
SELECT DISTINCT 'source', source FROM entries INDEXED BY entries_source WHERE source <> '';
INSERT INTO names (field, name) SELECT DISTINCT 'lang', lang FROM entries INDEXED BY entries_lang WHERE lang <> '';
CREATE TRIGGER names_came AFTER INSERT ON entries BEGIN
    INSERT INTO names (field, name) SELECT 'author', new.author WHERE new.author <> '' ON CONFLICT (field, name) DO NOTHING;
    INSERT INTO names (field, name) SELECT 'agency', new.agency WHERE new.agency <> '' ON CONFLICT (field, name) DO NOTHING;
    INSERT INTO names (field, name) SELECT 'source', new.source WHERE new.source <> '' ON CONFLICT (field, name) DO NOTHING;
    INSERT INTO names (field, name) SELECT 'lang', new.lang WHERE new.lang <> '' ON CONFLICT (field, name) DO NOTHING;
END;
CREATE TRIGGER names_changed AFTER UPDATE OF author, agency, source, lang ON entries BEGIN
    INSERT INTO names (field, name) SELECT 'author', new.author WHERE new.author <> '' ON CONFLICT (field, name) DO NOTHING;
    INSERT INTO names (field, name) SELECT 'agency', new.agency WHERE new.agency <> '' ON CONFLICT (field, name) DO NOTHING;
    INSERT INTO names (field, name) SELECT 'source', new.source WHERE new.source <> '' ON CONFLICT (field, name) DO NOTHING;
    INSERT INTO names (field, name) SELECT 'lang', new.lang WHERE new.lang <> '' ON CONFLICT (field, name) DO NOTHING;
END;

-- An entry that goes takes its jobs along.
CREATE INDEX rule_jobs_entry ON rule_jobs (entry_id);

-- What FTS5 gathers before it writes, in bytes: the more, the less it has to merge.
INSERT INTO search (search, rank) VALUES ('hashsize', 8388608);
