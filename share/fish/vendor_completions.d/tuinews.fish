# Completion of tuinews for fish, made from its own tables: `tuinews completion fish` prints it.

function __tuinews_command --description 'whether the command is one of these; without any, whether there is none yet'
    set -l typed (commandline -opc)
    set -e typed[1]
    while set -q typed[1]
        switch $typed[1]
            case --home
                set -e typed[1]
            case '-*'
            case '*'
                contains -- $typed[1] $argv
                return
        end
        set -e typed[1]
    end
    test (count $argv) -eq 0
end

function __tuinews_names --description 'names of a kind that are in the library'
    set -l typed (commandline -opc)
    set -l home
    if set -l place (contains -i -- --home $typed)
        set home --home $typed[(math $place + 1)]
    end
    $typed[1] $home completion --names $argv[1] 2>/dev/null
end

function __tuinews_query --description 'words of a query'
    set -l typed (string trim --left --chars '\'"' -- (commandline -ct))
    set -l last (string replace -r '^.*[\s(]' '' -- $typed)
    set -l kept (string sub --length (math (string length -- "$typed") - (string length -- "$last")) -- "$typed")
    if string match -q -- '-*' "$last"
        set kept $kept-
    end
    set -l term (string replace -r ':.*$' '' -- (string trim --left --chars - -- "$last"))
    switch "$last"
        case '*:*'
            set -l kind (__tuinews_term $term)
            for name in (test -n "$kind"; and __tuinews_names $kind)
                if string match -qr '[\s"()\\\\]' -- $name
                    set name '"'(string replace -ra '(["\\\\])' '\\\\$1' -- $name)'"'
                end
                printf '%s%s:%s\n' "$kept" $term $name
            end
    end
    printf '%s\n' "$kept"$__tuinews_query_words
end

function __tuinews_term --description 'the kind of names that a term of queries takes'
    switch $argv[1]
        case feed
            echo feed
        case folder
            echo folder-name
        case label
            echo folder-name
        case tag
            echo tag
        case topic
            echo tag
        case view
            echo view
        case lang
            echo lang
    end
end

set -g __tuinews_query_words \
    'is:unread	not read yet' \
    'is:read	read' \
    'is:starred	starred' \
    'is:later	kept to be read later' \
    'is:muted	hidden by a mute' \
    'is:aged	unread, but no longer in the inbox: its shelf life is over' \
    'is:followed	in a story that you follow' \
    'has:enclosure	comes with a file, such as an episode of a podcast' \
    'has:fulltext	the page\'s full text is cached' \
    'has:image	comes with a picture' \
    'has:note	you wrote a note to it' \
    'feed:	the feed it is from' \
    'folder:	the folder of its feed, subfolders too, or a label of the feed; label: is another word for it' \
    'view:	what that place of the reader shows' \
    'tag:	a tag of the publisher\'s or your own, or one that you said is the same; topic: is another word for it' \
    'author:	who wrote it' \
    'title:	words of the title' \
    'body:	words of the text' \
    'source:	where the feed has it from' \
    'agency:	the news agency' \
    'note:	what you wrote to it' \
    'url:	its address' \
    'lang:	its language' \
    'before:	published before that day' \
    'after:	published on that day or later' \
    'newer:	not older than that' \
    'older:	older than that' \
    'read:	read not longer ago than that, the last read first' \
    'aged:	left the inbox by age, not longer ago than that' \
    'minutes:	the minutes it takes to read' \
    'story:	the articles that tell the same event' \
    'fit:	the first unread ones that can be read in that time' \
    'sort:newest	the order of the list' \
    'sort:oldest	the order of the list' \
    'sort:feed	the order of the list' \
    'sort:title	the order of the list' \
    'sort:river	the order of the list' \
    'sort:relevance	the order of the list'

complete -c tuinews -f
complete -c tuinews -l home -x -a '(__fish_complete_directories)' -d 'keep config, data, cache and state under DIR (or set TUINEWS_HOME)'
complete -c tuinews -l no-color -d 'no colours (or set NO_COLOR)'
complete -c tuinews -l debug -d 'show the traceback of an error'
complete -c tuinews -l version -d 'print the version'

complete -c tuinews -n __tuinews_command -a demo -d 'open the reader on a bundled sample portal: needs no network'
complete -c tuinews -n '__tuinews_command demo' -l keep -d 'keep the demo\'s home afterwards and say where it is'

complete -c tuinews -n __tuinews_command -a tour -d 'a guided first use of two minutes, in the sample portal'

complete -c tuinews -n __tuinews_command -a list -d 'headlines that match a query'
complete -c tuinews -n '__tuinews_command list' -l sort -x -a 'newest oldest feed title river relevance' -d 'one of newest, oldest, feed, title, river, relevance'
complete -c tuinews -n '__tuinews_command list' -l limit -x -d 'at most so many; 0 for all, which is usual but on a terminal (100)'
complete -c tuinews -n '__tuinews_command list' -l json -d 'print a list of entries; its times are UTC'
complete -c tuinews -n '__tuinews_command list' -l jsonl -d 'print one entry a line, each as a JSON object'
complete -c tuinews -n '__tuinews_command list' -a '(__tuinews_query)' -d 'QUERY'

complete -c tuinews -n __tuinews_command -a count -d 'how many entries match a query'
complete -c tuinews -n '__tuinews_command count' -l json -d 'print an object with the count'
complete -c tuinews -n '__tuinews_command count' -a '(__tuinews_query)' -d 'QUERY'

complete -c tuinews -n __tuinews_command -a show -d 'one article as text, Markdown, HTML or JSON'
complete -c tuinews -n '__tuinews_command show' -l full -d 'the page\'s full text, fetched if it is not cached'
complete -c tuinews -n '__tuinews_command show' -l format -x -a 'text markdown html json' -d 'text (default)'
complete -c tuinews -n '__tuinews_command show' -l width -x -d 'columns to set the text in, at least 20'
complete -c tuinews -n '__tuinews_command show' -l ignore-missing -d 'leave with 0, and say nothing, though some are not there'
complete -c tuinews -n '__tuinews_command show' -l json -d 'short for --format json'

complete -c tuinews -n __tuinews_command -a brief -d 'what is new since your last visit, fitted to some minutes'
complete -c tuinews -n '__tuinews_command brief' -l since -x -d 'from an age (2d, 12h) or a date (2026-03-01, yesterday) on'
complete -c tuinews -n '__tuinews_command brief' -l minutes -x -d 'minutes of reading, instead of brief.minutes'
complete -c tuinews -n '__tuinews_command brief' -l format -x -a 'markdown html epub text note atom json' -d 'text (default), or as --to ends'
complete -c tuinews -n '__tuinews_command brief' -l to -r -F -d 'a folder, a file, or - for stdout (default)'
complete -c tuinews -n '__tuinews_command brief' -l json -d 'short for --format json'

complete -c tuinews -n __tuinews_command -a explain -d 'why an entry is here, hidden or tagged, and where it came from'
complete -c tuinews -n '__tuinews_command explain' -l json -d 'print an object with all answers'

complete -c tuinews -n __tuinews_command -a enclosures -d 'the files that come with an article, such as an episode'
complete -c tuinews -n '__tuinews_command enclosures' -l json -d 'print a list of files, with where they are if fetched'

complete -c tuinews -n __tuinews_command -a download -d 'fetch such files to keep them, from where they broke off'
complete -c tuinews -n '__tuinews_command download' -l file -x -d 'the N-th file of the entry; else all sound and films'
complete -c tuinews -n '__tuinews_command download' -l list -d 'show what was fetched, and what waits'
complete -c tuinews -n '__tuinews_command download' -l remove -x -d 'delete a download and its file'
complete -c tuinews -n '__tuinews_command download' -l json -d 'print a list of downloads'

complete -c tuinews -n __tuinews_command -a save -d 'write articles as files: Markdown, HTML, text, Markdown note, a book (EPUB) or a feed (Atom)'
complete -c tuinews -n '__tuinews_command save' -l query -x -a '(__tuinews_query)' -d 'all that match, instead of single entries'
complete -c tuinews -n '__tuinews_command save' -l format -x -a 'markdown html epub text note atom' -d 'one of markdown, html, epub, text, note, atom; else as --to ends, or markdown (default)'
complete -c tuinews -n '__tuinews_command save' -l to -r -F -d 'a folder, a file, or - for stdout; without it save.folder, or where you are'
complete -c tuinews -n '__tuinews_command save' -l full -d 'the pages\' full text, fetched where it is not cached'
complete -c tuinews -n '__tuinews_command save' -l ignore-missing -d 'leave with 0, and say nothing, though some are not there'
complete -c tuinews -n '__tuinews_command save' -l json -d 'print a list of the files'

complete -c tuinews -n __tuinews_command -a read -d 'read one article after the other, without a screen (--plain)'
complete -c tuinews -n '__tuinews_command read' -l plain -d 'linear output; without it the reader is `tuinews`'
complete -c tuinews -n '__tuinews_command read' -a '(__tuinews_query)' -d 'QUERY'

complete -c tuinews -n __tuinews_command -a stories -d 'what several of your sources tell of one event'
complete -c tuinews -n '__tuinews_command stories' -l since -x -d 'with news since then: 2d, 12h, 2026-03-01, yesterday'
complete -c tuinews -n '__tuinews_command stories' -l limit -x -d 'at most so many; 0 (usual): all'
complete -c tuinews -n '__tuinews_command stories' -l json -d 'print a list of stories, or the one that was changed'
complete -c tuinews -n '__tuinews_command stories' -a 'split merge follow unfollow (__tuinews_query)' -d 'QUERY|VERB …'

complete -c tuinews -n __tuinews_command -a topics -d 'every tag with its counts; aliases, names, what you follow'
complete -c tuinews -n '__tuinews_command topics' -l sort -x -a 'heat name count' -d 'count (default), heat or name'
complete -c tuinews -n '__tuinews_command topics' -l limit -x -d 'at most so many of them'
complete -c tuinews -n '__tuinews_command topics' -l json -d 'print a list of tags with counts, trends and companions'
complete -c tuinews -n '__tuinews_command topics' -a 'alias unalias rename follow unfollow colour suggest' -d 'VERB'
complete -c tuinews -n '__tuinews_command topics' -a '(__tuinews_names tag)' -d 'NAME'

complete -c tuinews -n __tuinews_command -a related -d 'the stored articles that are nearest to one'
complete -c tuinews -n '__tuinews_command related' -l json -d 'print a list of articles, the nearest first'

complete -c tuinews -n __tuinews_command -a views -d 'saved queries with their counts'
complete -c tuinews -n '__tuinews_command views' -l name -x -d 'with edit: what it is called from now on'
complete -c tuinews -n '__tuinews_command views' -l key -x -d 'with add and edit: the keys that lead there, such as \'g 1\' or f6'
complete -c tuinews -n '__tuinews_command views' -l folder -x -d 'with add and edit: the folder it stands in, A/B for an inner one'
complete -c tuinews -n '__tuinews_command views' -l json -d 'print a list of views, or the one that was changed'
complete -c tuinews -n '__tuinews_command views' -a 'list add edit remove' -d 'VERB'
complete -c tuinews -n '__tuinews_command views' -a '(__tuinews_names view)' -d 'NAME'
complete -c tuinews -n '__tuinews_command views' -a '(__tuinews_query)' -d 'QUERY'

complete -c tuinews -n __tuinews_command -a mutes -d 'queries whose articles are hidden'
complete -c tuinews -n '__tuinews_command mutes' -l until -x -d 'when it ends: a date, an age such as 7d or 2w, tomorrow, a weekday, or never'
complete -c tuinews -n '__tuinews_command mutes' -l feed -x -a '(__tuinews_names feed)' -d 'hide it in this feed only: id, URL or a part of the title'
complete -c tuinews -n '__tuinews_command mutes' -l preview -d 'with add: show how much would be hidden, and change nothing'
complete -c tuinews -n '__tuinews_command mutes' -l json -d 'print a list of mutes, or the one that was changed'
complete -c tuinews -n '__tuinews_command mutes' -a 'list add edit remove' -d 'VERB'

complete -c tuinews -n __tuinews_command -a rules -d 'what is done with articles as they arrive'
complete -c tuinews -n '__tuinews_command rules' -l when -x -a '(__tuinews_query)' -d 'which entries it is about, as they arrive'
complete -c tuinews -n '__tuinews_command rules' -l do -x -d 'tag NAME, star, read, later, full-text, notify or run PROGRAM; several may be given'
complete -c tuinews -n '__tuinews_command rules' -l name -x -d 'with edit: what it is called from now on'
complete -c tuinews -n '__tuinews_command rules' -l active -x -a 'on off' -d 'with edit: let it rest, or hold again'
complete -c tuinews -n '__tuinews_command rules' -l json -d 'print a list of rules, or the one that was changed'
complete -c tuinews -n '__tuinews_command rules' -a 'list add edit move remove test' -d 'VERB'
complete -c tuinews -n '__tuinews_command rules' -a '(__tuinews_names rule)' -d 'NAME'

complete -c tuinews -n __tuinews_command -a mark -d 'mark entries read, starred or to be read later'
complete -c tuinews -n '__tuinews_command mark' -l query -x -a '(__tuinews_query)' -d 'all that match, instead of single entries'
complete -c tuinews -n '__tuinews_command mark' -l ignore-missing -d 'leave with 0, and say nothing, though some are not there'
complete -c tuinews -n '__tuinews_command mark' -l json -d 'print an object: what changed, and what is not there'
complete -c tuinews -n '__tuinews_command mark' -a 'read unread star unstar later unlater' -d 'MARK'

complete -c tuinews -n __tuinews_command -a later -d 'read any page of the web, and keep it for later as an article'
complete -c tuinews -n '__tuinews_command later' -l json -d 'print one entry as an object, several as a list'

complete -c tuinews -n __tuinews_command -a tag -d 'give an entry tags of your own, or take them off'
complete -c tuinews -n '__tuinews_command tag' -l query -x -a '(__tuinews_query)' -d 'all that match, instead of single entries'
complete -c tuinews -n '__tuinews_command tag' -l ignore-missing -d 'leave with 0, and say nothing, though some are not there'
complete -c tuinews -n '__tuinews_command tag' -l json -d 'print an object: what changed, or for each entry its tags'

complete -c tuinews -n __tuinews_command -a note -d 'your note to an entry: read it, write it, take it away'
complete -c tuinews -n '__tuinews_command note' -l json -d 'print an object: the entry, its note, and what was done'

complete -c tuinews -n __tuinews_command -a undo -d 'take the last change back'
complete -c tuinews -n '__tuinews_command undo' -l yes -d 'do not ask when a subscription goes with it'
complete -c tuinews -n '__tuinews_command undo' -l json -d 'print an object: what was done, and its entries'

complete -c tuinews -n __tuinews_command -a redo -d 'do again what was undone last'
complete -c tuinews -n '__tuinews_command redo' -l yes -d 'do not ask when a subscription goes with it'
complete -c tuinews -n '__tuinews_command redo' -l json -d 'print an object: what was done, and its entries'

complete -c tuinews -n __tuinews_command -a journal -d 'what was changed, each of it to be undone by its number'
complete -c tuinews -n '__tuinews_command journal' -l limit -x -d 'how many, 30 unless said otherwise'
complete -c tuinews -n '__tuinews_command journal' -l json -d 'print an array of objects'

complete -c tuinews -n __tuinews_command -a add -d 'subscribe to a feed, or to what a site offers'
complete -c tuinews -n '__tuinews_command add' -l folder -x -a '(__tuinews_names folder-name)' -d 'put it in this folder; A/B is a folder in a folder'
complete -c tuinews -n '__tuinews_command add' -l title -x -d 'your own title instead of the publisher\'s'
complete -c tuinews -n '__tuinews_command add' -l all -d 'take every feed that the site offers'
complete -c tuinews -n '__tuinews_command add' -l login -x -d 'user name; the password is asked for, or read from stdin; "" forgets'
complete -c tuinews -n '__tuinews_command add' -l header -x -d 'send along, repeatable; "" forgets them all'
complete -c tuinews -n '__tuinews_command add' -l json -d 'print what was added: a feed, with --all a list of feeds'

complete -c tuinews -n __tuinews_command -a remove -d 'unsubscribe'
complete -c tuinews -n '__tuinews_command remove' -l ignore-missing -d 'leave with 0, and say nothing, though some are not there'
complete -c tuinews -n '__tuinews_command remove' -l json -d 'print an object: the feeds that went, with their entries'
complete -c tuinews -n '__tuinews_command remove' -a '(__tuinews_names feed)' -d 'FEED'

complete -c tuinews -n __tuinews_command -a edit -d 'change a feed\'s title, folder, URL or habits'
complete -c tuinews -n '__tuinews_command edit' -l title -x -d 'your own title; "" returns to the publisher\'s'
complete -c tuinews -n '__tuinews_command edit' -l folder -x -a '(__tuinews_names folder-name)' -d 'move it to this folder; "" is the top'
complete -c tuinews -n '__tuinews_command edit' -l url -x -d 'fetch it from here from now on'
complete -c tuinews -n '__tuinews_command edit' -l full-text -x -a 'on off' -d 'always read the page instead of the feed\'s text'
complete -c tuinews -n '__tuinews_command edit' -l interval -x -d 'look for news this often: 45m, 2h, 1d, 1w or default; a bare number is minutes'
complete -c tuinews -n '__tuinews_command edit' -l tags -x -d 'labels, which folder: in queries finds; "" takes them off'
complete -c tuinews -n '__tuinews_command edit' -l hidden -x -a 'on off' -d 'leave it out of the list of feeds; views show it'
complete -c tuinews -n '__tuinews_command edit' -l keep -x -d 'entries to keep besides marked ones, or default'
complete -c tuinews -n '__tuinews_command edit' -l shelf-life -x -d 'unread entries leave the inbox after this, unmarked: 3h, 1d, 1w, never, default, or auto (by how often it publishes)'
complete -c tuinews -n '__tuinews_command edit' -l daily-cap -x -d 'entries of a day that lists show one by one, or none'
complete -c tuinews -n '__tuinews_command edit' -l pause-until -x -d 'poll it again on that day only: 2026-03-01, 2w, or off'
complete -c tuinews -n '__tuinews_command edit' -l archive -x -a 'on off' -d 'on: keep its articles and poll it no more'
complete -c tuinews -n '__tuinews_command edit' -l mark-read -x -a '(__tuinews_query)' -d 'mark new entries read that match; "" marks none'
complete -c tuinews -n '__tuinews_command edit' -l user-agent -x -d 'be asked for as; "" returns to the settings\''
complete -c tuinews -n '__tuinews_command edit' -l probe -x -a 'on off' -d 'ask for all once in 30 days if its server always says nothing is new'
complete -c tuinews -n '__tuinews_command edit' -l stories -x -a 'on off' -d 'off: never put its articles into stories with others'
complete -c tuinews -n '__tuinews_command edit' -l prefer -x -a 'on off' -d 'on: of a story, show its article first'
complete -c tuinews -n '__tuinews_command edit' -l login -x -d 'user name; the password is asked for, or read from stdin; "" forgets'
complete -c tuinews -n '__tuinews_command edit' -l header -x -d 'send along, repeatable; "" forgets them all'
complete -c tuinews -n '__tuinews_command edit' -l ignore-missing -d 'leave with 0, and say nothing, though some are not there'
complete -c tuinews -n '__tuinews_command edit' -l json -d 'print the feed with its options; of several, one a line'
complete -c tuinews -n '__tuinews_command edit' -a '(__tuinews_names feed)' -d 'FEED'

complete -c tuinews -n __tuinews_command -a feeds -d 'your feeds and how they are doing'
complete -c tuinews -n '__tuinews_command feeds' -l json -d 'print a list of feeds'

complete -c tuinews -n __tuinews_command -a ageing -d 'whether unread news leaves the inbox after a time, and when'
complete -c tuinews -n '__tuinews_command ageing' -l json -d 'print an object: what holds, and what has aged'
complete -c tuinews -n '__tuinews_command ageing' -a 'status on off' -d 'status|on|off'

complete -c tuinews -n __tuinews_command -a refresh -d 'fetch what is due'
complete -c tuinews -n '__tuinews_command refresh' -l force -d 'due or not; once a minute at most, and never inside a Retry-After'
complete -c tuinews -n '__tuinews_command refresh' -l wait -x -d 'how long to wait for a refresh of another tuinews (30); 0: not at all'
complete -c tuinews -n '__tuinews_command refresh' -l quiet -d 'say nothing but what failed: for cron'
complete -c tuinews -n '__tuinews_command refresh' -l ignore-missing -d 'leave with 0, and say nothing, though some are not there'
complete -c tuinews -n '__tuinews_command refresh' -l json -d 'one object a line as each feed ends, then the summary'
complete -c tuinews -n '__tuinews_command refresh' -a '(__tuinews_names feed)' -d 'FEED'

complete -c tuinews -n __tuinews_command -a sync -d 'keep the library in step with a server or a folder'
complete -c tuinews -n '__tuinews_command sync' -l user -x -d 'with login: the user name; it is asked for otherwise'
complete -c tuinews -n '__tuinews_command sync' -l json -d 'print what came of it'
complete -c tuinews -n '__tuinews_command sync' -a 'login folder status now logout push-subscriptions' -d 'VERB'

complete -c tuinews -n __tuinews_command -a import -d 'subscribe to all of an OPML or newsboat list'
complete -c tuinews -n '__tuinews_command import' -l dry-run -d 'tell what would be done, and do nothing'
complete -c tuinews -n '__tuinews_command import' -l cache -r -F -d 'newsboat\'s cache.db: what was read and flagged there is so here too'
complete -c tuinews -n '__tuinews_command import' -l mark-older -x -d 'what is older (30d, 4w) when it comes from a new feed is read'
complete -c tuinews -n '__tuinews_command import' -l json -d 'print an object: how many came, and what was left out'
complete -c tuinews -n '__tuinews_command import' -F

complete -c tuinews -n __tuinews_command -a export -d 'write your feeds as OPML or JSON'
complete -c tuinews -n '__tuinews_command export' -l format -x -a 'opml json' -d 'opml (default), or json, which has views, mutes and rules'
complete -c tuinews -n '__tuinews_command export' -l json -d 'short for --format json'
complete -c tuinews -n '__tuinews_command export' -l force -d 'write over a file that is no list of feeds'
complete -c tuinews -n '__tuinews_command export' -F

complete -c tuinews -n __tuinews_command -a config -d 'show, check or edit the settings'
complete -c tuinews -n '__tuinews_command config' -l json -d 'print an object: the file, the settings, or what is wrong'
complete -c tuinews -n '__tuinews_command config' -a 'path show check edit set unset schema' -d 'ACTION'

complete -c tuinews -n __tuinews_command -a keys -d 'the reader\'s keys'
complete -c tuinews -n '__tuinews_command keys' -l preset -x -a 'vim newsboat gmail arrows' -d 'these instead of those of the settings'
complete -c tuinews -n '__tuinews_command keys' -l json -d 'print a list of actions with their keys'

complete -c tuinews -n __tuinews_command -a doctor -d 'health of the store, config, terminal and network'
complete -c tuinews -n '__tuinews_command doctor' -l json -d 'print one object: areas with their values, and problems'
complete -c tuinews -n '__tuinews_command doctor' -l fix -d 'save what can be read of a damaged store; make files private'

complete -c tuinews -n __tuinews_command -a backup -d 'write a copy of the store'
complete -c tuinews -n '__tuinews_command backup' -l with-settings -d 'put the settings and the logins of feeds, passwords and all, into it'
complete -c tuinews -n '__tuinews_command backup' -l json -d 'print an object: where the copy is, and what is in it'
complete -c tuinews -n '__tuinews_command backup' -F

complete -c tuinews -n __tuinews_command -a restore -d 'put a copy in the store\'s place'
complete -c tuinews -n '__tuinews_command restore' -l with-settings -d 'put the settings and logins in place, too, that it was written with'
complete -c tuinews -n '__tuinews_command restore' -l json -d 'print an object: what was restored, and what was kept'
complete -c tuinews -n '__tuinews_command restore' -F

complete -c tuinews -n __tuinews_command -a serve -d 'the reader in a browser on this machine (takes the extra `serve`)'
complete -c tuinews -n '__tuinews_command serve' -l port -x -d 'port to serve at; 8137 is usual, 0: any'
complete -c tuinews -n '__tuinews_command serve' -l demo -d 'the sample portal, which needs no network'

complete -c tuinews -n __tuinews_command -a completion -d 'what a shell needs to complete the commands: bash, zsh, fish'
complete -c tuinews -n '__tuinews_command completion' -l names -x -a 'feed folder-name tag view rule lang' -d 'print the names that there are: feed, folder-name, tag, view, rule, lang'
complete -c tuinews -n '__tuinews_command completion' -a 'bash zsh fish' -d 'SHELL'

complete -c tuinews -n __tuinews_command -a inspect -d 'what the parsers make of a file, without touching the library'
complete -c tuinews -n '__tuinews_command inspect' -l url -x -d 'where they are from, for relative links'
complete -c tuinews -n '__tuinews_command inspect' -l batch -d 'read {"file": …, "url": …}, one a line, from stdin'
complete -c tuinews -n '__tuinews_command inspect' -l explain -d 'of a page: also what was left out, and why'
complete -c tuinews -n '__tuinews_command inspect' -l folded -d 'of stories: only what the reader folds into one line'
complete -c tuinews -n '__tuinews_command inspect' -l json -d 'one object a line; also without it'
complete -c tuinews -n '__tuinews_command inspect' -a 'feed page site opml stories' -d 'KIND'
complete -c tuinews -n '__tuinews_command inspect' -F
