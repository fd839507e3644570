"""Commands about subscriptions: add, remove, edit, refresh, import and export."""
