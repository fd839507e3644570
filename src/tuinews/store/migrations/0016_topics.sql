-- A tag that is the same as another names it in `alias_of`; its spellings and entries belong to that one then, so that
-- lists and counters ask for one number as before. `form` is what the key becomes without accents, hyphens and a plural
-- (`fold_tag`); a tag that the user set `apart` is not folded into another of its form.
ALTER TABLE tags ADD COLUMN alias_of INTEGER;
ALTER TABLE tags ADD COLUMN form TEXT NOT NULL DEFAULT '';
ALTER TABLE tags ADD COLUMN chosen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tags ADD COLUMN apart INTEGER NOT NULL DEFAULT 0;
UPDATE tags SET form = fold_tag(key);
CREATE INDEX tags_form ON tags (form);
CREATE INDEX tags_alias ON tags (alias_of) WHERE alias_of IS NOT NULL;

-- What else the user decided about a tag.
CREATE TABLE topics (
    tag_id INTEGER PRIMARY KEY,
    name TEXT NOT NULL DEFAULT '',
    followed INTEGER NOT NULL DEFAULT 0,
    colour TEXT NOT NULL DEFAULT ''
);

-- Tags of entries that have another tag which is the same: what an entry had before, should the two be parted again.
-- `lent` are the bits that the tag which stayed has from this one.
CREATE TABLE merged_tags (
    entry_id INTEGER NOT NULL,
    spelling_id INTEGER NOT NULL,
    givers INTEGER NOT NULL,
    lent INTEGER NOT NULL,
    position INTEGER NOT NULL,
    moment INTEGER NOT NULL,
    PRIMARY KEY (entry_id, spelling_id)
) WITHOUT ROWID;
CREATE INDEX merged_tags_spelling ON merged_tags (spelling_id);

-- Which of the tags of one form stays is decided by their uses.
UPDATE tags SET alias_of = (
    SELECT o.id FROM tags o WHERE o.form = tags.form
    ORDER BY (SELECT sum(s.uses) FROM spellings s WHERE s.tag_id = o.id) DESC, o.id LIMIT 1
) WHERE form IN (SELECT form FROM tags GROUP BY form HAVING count(*) > 1);
UPDATE tags SET alias_of = NULL WHERE alias_of = id;
UPDATE OR IGNORE entry_tags SET tag_id = (SELECT g.alias_of FROM tags g WHERE g.id = entry_tags.tag_id)
WHERE tag_id IN (SELECT id FROM tags WHERE alias_of IS NOT NULL);
INSERT INTO merged_tags (entry_id, spelling_id, givers, lent, position, moment)
SELECT t.entry_id, t.spelling_id, t.givers,
    t.givers & ~(SELECT k.givers FROM entry_tags k WHERE k.entry_id = t.entry_id AND k.tag_id = g.alias_of),
    t.position, t.moment
FROM tags g JOIN entry_tags t ON t.tag_id = g.id WHERE g.alias_of IS NOT NULL;
UPDATE entry_tags SET givers = entry_tags.givers | m.lent
FROM merged_tags m JOIN spellings s ON s.id = m.spelling_id JOIN tags g ON g.id = s.tag_id
WHERE m.lent AND entry_tags.entry_id = m.entry_id AND entry_tags.tag_id = g.alias_of;
DELETE FROM entry_tags WHERE tag_id IN (SELECT id FROM tags WHERE alias_of IS NOT NULL);
UPDATE spellings SET tag_id = (SELECT g.alias_of FROM tags g WHERE g.id = spellings.tag_id)
WHERE tag_id IN (SELECT id FROM tags WHERE alias_of IS NOT NULL);

-- Unread entries of a spelling that lists or searches show, beside all of them (`uses`).
ALTER TABLE spellings ADD COLUMN unread INTEGER NOT NULL DEFAULT 0;
UPDATE spellings SET unread = c.unread FROM (
    SELECT t.spelling_id, count(*) AS unread FROM states s CROSS JOIN entry_tags t ON t.entry_id = s.id
    WHERE s.read = 0 AND s.presence < 2 AND s.hidden_by = 0 GROUP BY t.spelling_id
) c WHERE c.spelling_id = spellings.id;

-- Entries of each tag by day. A day is known by its beginning, midnight on the user's clock; `store/topics/days.py` says
-- which days there are. Before the first of them nothing is counted.
CREATE TABLE days (
    start INTEGER PRIMARY KEY
);
CREATE TABLE tag_days (
    tag_id INTEGER NOT NULL,
    start INTEGER NOT NULL,
    total INTEGER NOT NULL,
    PRIMARY KEY (tag_id, start)
) WITHOUT ROWID;

-- A store that has entries counts the last weeks now, by the days of the clock that this runs under.
INSERT OR IGNORE INTO days (start)
WITH RECURSIVE ages (age) AS (SELECT -33 UNION ALL SELECT age + 1 FROM ages WHERE age < 60)
SELECT unixepoch(date('now', 'localtime', age || ' days'), 'utc') FROM ages WHERE EXISTS (SELECT 1 FROM states);
INSERT INTO tag_days (tag_id, start, total)
SELECT t.tag_id, (SELECT max(start) FROM days WHERE start <= s.moment) AS day, count(*)
FROM states s CROSS JOIN entry_tags t ON t.entry_id = s.id
WHERE s.moment >= (SELECT min(start) FROM days) AND s.presence < 2 AND s.hidden_by = 0
GROUP BY t.tag_id, day;

CREATE TRIGGER topic_visibility_changed AFTER UPDATE OF presence, hidden_by ON states
WHEN (new.presence < 2 AND new.hidden_by = 0) <> (old.presence < 2 AND old.hidden_by = 0) BEGIN
    UPDATE spellings SET unread = unread + iif(new.presence < 2 AND new.hidden_by = 0, 1, -1)
    WHERE new.read = 0 AND id IN (SELECT spelling_id FROM entry_tags WHERE entry_id = new.id);
    INSERT INTO tag_days (tag_id, start, total)
    SELECT tag_id, (SELECT max(start) FROM days WHERE start <= new.moment),
        iif(new.presence < 2 AND new.hidden_by = 0, 1, -1)
    FROM entry_tags WHERE entry_id = new.id AND new.moment >= (SELECT min(start) FROM days)
    ON CONFLICT (tag_id, start) DO UPDATE SET total = total + excluded.total;
END;
CREATE TRIGGER topic_tag_was_taken AFTER DELETE ON entry_tags
WHEN (SELECT presence < 2 AND hidden_by = 0 FROM states WHERE id = old.entry_id) BEGIN
    UPDATE spellings SET unread = unread - 1
    WHERE id = old.spelling_id AND (SELECT read = 0 FROM states WHERE id = old.entry_id);
    UPDATE tag_days SET total = total - 1
    WHERE tag_id = old.tag_id AND start = (SELECT max(start) FROM days WHERE start <= old.moment);
END;
CREATE TRIGGER topic_entry_goes BEFORE DELETE ON entries BEGIN
    DELETE FROM merged_tags WHERE entry_id = old.id;
END;
