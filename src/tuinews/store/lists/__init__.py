"""How lists are read: where matches are looked for, the first page in time, and what is relevant first."""
