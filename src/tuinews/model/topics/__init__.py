"""Topics: what a tag is called, what it counts, and when two tags are one."""
