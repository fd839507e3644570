"""Controllers: plain classes that carry out the actions, one for each capability.

`composition.Controllers` makes them all and says which works with which; the table of actions in `ui.actions` names for
each key the method that is called here. They share one `Session`, show through `Panes` and speak through `Interaction`.

| folder | what is in it |
|---|---|
| `headlines/` | the list: which place it shows, searching, marking, undoing, what is unread, back and forward |
| `article/` | the article: opening it, its links, its pictures, what else is shown in its place, sharing it |
| `feeds/` | the sidebar and its counts, subscribing and unsubscribing, refreshing, how the feeds are doing |
| here | panes, dialogs, help and command line, news from the engine, starting and leaving |
"""
