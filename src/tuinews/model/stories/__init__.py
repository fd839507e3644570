"""Stories, as far as all rooms know them: what belongs together, and how lists fold it."""
