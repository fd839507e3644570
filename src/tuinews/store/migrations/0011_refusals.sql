-- When a server last refused a request for saying what it prefers (406), or for its conditions (412): for a while it is
-- asked without.
ALTER TABLE polling ADD COLUMN accept_refused INTEGER;
ALTER TABLE polling ADD COLUMN conditions_refused INTEGER;
