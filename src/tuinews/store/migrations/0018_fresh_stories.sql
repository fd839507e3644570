-- What is unread in a story is what is unread and fresh, as everywhere: what has aged counts no more.
DROP TRIGGER story_member_changed;
DROP TRIGGER story_membership_changed;
DROP TRIGGER story_member_went;

CREATE TRIGGER story_member_changed AFTER UPDATE OF read, presence, hidden_by, aged ON states
WHEN new.story_id IS NOT NULL AND old.story_id = new.story_id BEGIN
    UPDATE stories
    SET present = present + (new.presence < 2) - (old.presence < 2),
        visible = visible + (new.presence < 2 AND new.hidden_by = 0) - (old.presence < 2 AND old.hidden_by = 0),
        listed = listed + (new.presence = 0 AND new.hidden_by = 0) - (old.presence = 0 AND old.hidden_by = 0),
        unread = unread + (new.presence = 0 AND new.hidden_by = 0 AND new.read = 0 AND new.aged = 0)
            - (old.presence = 0 AND old.hidden_by = 0 AND old.read = 0 AND old.aged = 0)
    WHERE id = new.story_id;
END;
CREATE TRIGGER story_membership_changed AFTER UPDATE OF story_id ON states WHEN old.story_id IS NOT new.story_id BEGIN
    UPDATE stories
    SET members = members + 1,
        present = present + (new.presence < 2),
        visible = visible + (new.presence < 2 AND new.hidden_by = 0),
        listed = listed + (new.presence = 0 AND new.hidden_by = 0),
        unread = unread + (new.presence = 0 AND new.hidden_by = 0 AND new.read = 0 AND new.aged = 0),
        last = max(last, new.moment)
    WHERE id = new.story_id;
    UPDATE stories
    SET members = members - 1,
        present = present - (old.presence < 2),
        visible = visible - (old.presence < 2 AND old.hidden_by = 0),
        listed = listed - (old.presence = 0 AND old.hidden_by = 0),
        unread = unread - (old.presence = 0 AND old.hidden_by = 0 AND old.read = 0 AND old.aged = 0)
    WHERE id = old.story_id;
END;
CREATE TRIGGER story_member_went AFTER DELETE ON states WHEN old.story_id IS NOT NULL BEGIN
    UPDATE stories
    SET members = members - 1,
        present = present - (old.presence < 2),
        visible = visible - (old.presence < 2 AND old.hidden_by = 0),
        listed = listed - (old.presence = 0 AND old.hidden_by = 0),
        unread = unread - (old.presence = 0 AND old.hidden_by = 0 AND old.read = 0 AND old.aged = 0)
    WHERE id = old.story_id;
END;
