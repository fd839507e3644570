-- Which run of the program made a change: a reader undoes its own changes only, also while another one is open.
ALTER TABLE journal ADD COLUMN run TEXT NOT NULL DEFAULT '';
