-- What the user wrote to entries. An entry that goes takes its note along; those that have one do not go by themselves.
CREATE TABLE entry_notes (
    entry_id INTEGER PRIMARY KEY,
    text TEXT NOT NULL,
    written_at INTEGER NOT NULL
);
CREATE TRIGGER note_goes BEFORE DELETE ON entries BEGIN
    DELETE FROM entry_notes WHERE entry_id = old.id;
END;
