"""Controllers of the sidebar and of the subscriptions. Begin reading at `sidebar`."""
