"""Controllers of the article pane. Begin reading at `viewer`: it brings an article to the screen."""
