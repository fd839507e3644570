"""What is known of an account on a server, and what a sync hands to the store."""
