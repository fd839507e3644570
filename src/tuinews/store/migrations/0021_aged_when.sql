-- What left the inbox of late is counted in this index alone, whatever has aged before.
CREATE INDEX aged_when ON states (aged) WHERE read = 0 AND (presence = 0 AND (hidden_by = 0 AND aged <> 0));
