"""What was tried where a goal is not reached, by the row's name; printed while that is so."""

from collections.abc import Mapping

NOTES: Mapping[str, str] = {
    "refresh": (
        "What a 304 still costs is httpx: its transports and what they stand on, and a new connection each, "
        "for every feed stands on a host of its own here, and these are more hosts than `Ways` keeps "
        "connections for. httpx's client, which was a third of a request and more, is no longer asked: "
        "redirects were ours already, and passwords, proxies and unpacking are a page of code (1.25 s of "
        "CPU to 0.77 for 500 feeds with nothing new, within one process). Answers without news are written "
        "together, at a flush, in one go: 0.24 s to 0.10 for 500. What is new costs the parser, the judge "
        "and a savepoint a feed; the window already hands the parser only what is new. Tried: speaking "
        "HTTP/1.1 by h11 over asyncio alone took 0.28 s where the transports took 0.70, and would make all "
        "that goes wrong on a line ours to mind. Not tried: writing the health of a source without its "
        "cursor; parsing the plainest feeds without feedparser."
    ),
    "refresh-command": (
        "Start-up is most of it: Python, httpx and the settings of all feeds, and the parser, a process of "
        "its own, where anything is new. Both load without sweeping for garbage now, the parser without "
        "asyncio, and httpx without the command line of its own that it brings along where click is "
        "installed: 428 ms of CPU to 250, and 233 to 165, both on a loaded machine. The first time of all "
        "came down from eleven times newsboat's CPU to little more than its own: entries older than "
        "`backfill` are known by their dates alone, without parser, judge or store (182 s of CPU to 17 in "
        "the same conditions). Not tried: reading those dates without the mail package, and a parser that "
        "is forked from a warm one. newsboat's own seconds were far above what it needs on a machine of its "
        "own; sfeed, measured in the same rounds, says more."
    ),
    "first-mention": (
        "newsboat reads one feed after the other and has its first items when the first is read. We ask "
        "four feeds first, and the others when one of these has been kept; the parser is started as soon as "
        "the store tells that there is something to be read for the first time, and loads beside httpx, the "
        "playbook and the rows of the sources. What is left are two starts of Python with what they load "
        "(20 ms of CPU for Python, 60 for the command line, 80 for what is ours, 100 for httpx and as "
        "much with the first request, 165 for the parser), the settings of 500 sources (50), the playbook "
        "(37), their rows (30) and the first judgment (16). With nobody else at work newsboat takes a "
        "twentieth of a second, less than Python with httpx needs to start: half of that is out of reach "
        "for a program that starts Python twice. Tried: reading the playbook and writing the rows in "
        "threads beside the first requests, which came later for it (1.15 s to 0.98 in turns), for three "
        "threads of Python wait for each other at every step of a request. Not tried: starting the parser "
        "before the settings are read, which costs a start where nothing is new."
    ),
    "cold-keys": (
        "The collector is a process of its own and never holds the dashboard's loop. One that the dashboard "
        "started is nice to it, with its parser: where all cores are taken, a key goes first. Linux shares "
        "the cores between sessions before it looks at niceness, so the session's share is set as well. A "
        "machine with a core to spare gives it to the collector all the same; one with none leaves it a "
        "quarter. Tried: a niceness of 10 (2.2 and 2.4 times idle without, 0.9 and 1.2 with it, in turns), "
        "with which the first mentions came after half a minute where other work had taken both cores; 5 is "
        "set. The collector begins with four feeds at once."
    ),
    "start": (
        "It is flat: a thousand times the mentions costs the same. Textual's own import and first screen "
        "are the hello's, three quarters of which is that import. Of what ours costs on top, this was cut: "
        "declaring records and messages (each was half a millisecond to a whole one), sweeping for garbage "
        "while modules load, compiling patterns that a start does not use, parsing the style sheets twice, "
        "styling the first screen three times and painting it twice before there are rows: together 2.9 to "
        "2.3 times hello. Then, 2.3 to some 1.7 (a quarter of all its CPU, in turns on a loaded machine): "
        "what stands behind a key (dialogs, other screens, the `:` line, acts, Textual's text area, some 45 "
        "modules, 80 ms) waits to be loaded until it is used, as do the styles of those screens, the "
        "playbook's word lists and templates (27 ms to 4), the filter's field, and the words of commands "
        "where none is given; and the queue is the app's own first screen, where an empty one lay below. "
        "What waits is loaded two seconds after the start, a module at a time: that CPU is still spent, "
        "while nobody waits for it. httpx and feedparser are not loaded. What is left, in parts of hello: a "
        "third for importing some 180 modules of the house, a third for the first screen's styles, layout "
        "and frame. Who lives in a home here has been welcomed: the card of the first evening is not shown. "
        "Not tried: a form of the style sheets that need not be parsed (Textual's own too), fewer widgets, "
        "asyncio without ssl, and a launcher that paints the last frame at once."
    ),
    "keys": (
        "A j moves the cursor and also shows another mention beside the list: some 600 bytes of text that a "
        "plain list of titles, which is what newsboat and aerc are measured in, does not show. The rows "
        "alone take some 200 (`j held`, with the mention it ends on: a held key shows none of those it "
        "passes). What is left there is that text: only cells that differ are sent, with the shortest "
        "moves, and blank ends are erased. A j that scrolls moves whole lines, for few terminals know "
        "margins at the sides, so that the pane beside the list is written again. `auto` is the same wire in "
        "24-bit colours, each change of which takes some 20 bytes; its blanks are coloured and cannot be "
        "erased on every terminal. `full` is Textual's own writing, a way out and no goal of ours. "
        "CPU of the main thread came down to half (12.4 ms to 5.9 in turns): a key is followed through the "
        "message queues only when the next one waits, frames go to the wire as cells, and lines are drawn "
        "in one piece. A list of two plain rows in Textual takes 3 on the same machine; what is left on top "
        "is flat: reading and wrapping the mention, Textual's compositor, its messages, and finding what "
        "differs (a thread of its own, 1 to 2 ms). The time to the last byte includes reading the mention "
        "and its case in a worker, painted with the cursor in one frame, and is most of all the CPU above "
        "on a machine shared with others. Not tried: a compositor of our own for the pane, and reading "
        "ahead. A page down is half a page here, newsboat's is whole: PgDn reads the mention on."
    ),
    "stream": (
        "What is counted is kept in the store by now, rows that have not changed are not read again, a "
        "stream is painted twice a second instead of four times, and the number that waits above once a "
        "second: before, following took twice the CPU and the cursor off the top thrice, and twice the "
        "bytes (in turn, on a loaded machine). Two thirds of what is left is painting: the newest jumps "
        "about the list, so that each time some 25 lines and the whole mention are others. The worst key "
        "waits for one such frame; where others load the machine, for them. Not tried: holding the frame "
        "longer for what is read of the row, so that row and mention are one frame in a stream too."
    ),
    "bulk": (
        "The rows themselves are a window from the store, and no list of them is kept; how many stand in "
        "each lane is kept in the store, row records by the text of their documents. After a change, rows, "
        "figures, the selected mention and the colleagues are read in one look at one state of the store, "
        "and what reads as what is shown goes no further. The log and the highest number of a mention tell "
        "whether rows or figures can have moved: what sources, colleagues, notes and words in preparation "
        "bring moves none, nor does a voice more of a row that is not in view; then only the others and the "
        "sources are read again, and all of it when the minute turns. In turn, with others at work: 24 ms "
        "to 18, 20 to 13, 14 to 5, of which half a millisecond is the store's watcher. An insert on top is "
        "one frame, with all lines and another mention; painting it is half. The rest are a dozen "
        "questions to the store, which take 1.1 ms one after the other and twice to three times that in a "
        "process that had been idle. Tried: keeping the counts by triggers, which made every update in the "
        "store three times as dear. Re-prioritising all is one change in the store to every row, and so "
        "one repaint."
    ),
    "memory": (
        "What moving adds are the page caches of the threads that read, one connection each: 2 MB of it a "
        "thread instead of 4 cost no time that could be measured and gave back seven MB over a million. "
        "Fewer arenas for malloc, and trimming it early, changed nothing."
    ),
    "store": (
        "Fifty rows are others each time, or nothing would be read: a record whose document reads as it "
        "did is kept. More than half the time is making records, a sixth reading JSON, the rest SQLite. "
        "Fields that fit as they are, are taken as they are, a reason that lies as it was written is taken "
        "at once, and words of closed sets are looked up: a record costs a fifth less than before, in turns "
        "on a loaded machine. Not tried: reading only the fields a row shows, writing out what reads a "
        "record (a start would pay for it), and the reasons of a verdict only when they are looked at."
    ),
    "filters": (
        "What stands near the top of the queue is found by reading a few hundred rows of it. What has no "
        "words is read off the digest, one index along the rank that holds beside it the values most filters "
        "ask for: a hundred thousand rows of the queue take some 15 ms, and no document is read but those "
        "that match (1.6 s before, when each was read). It costs a mention that comes in some 7 us of CPU of "
        "200: indexes on owner, case and mute hold only what has one. What is left are common words that "
        "do not stand near the top, with something else: all documents that have them are looked up, a "
        "hundred thousand for 30 ms, twice that where the word goes on (`writer7*`), and 800 documents were "
        "read before in the hope of finding enough. Tried: to count the words first, which costs as much as "
        "to look them up. A word that goes on is counted in the vocabulary, one by one, as far as it is "
        "rare; a broad one that must be missing (`-a*`) has a million documents looked up, half a second. "
        "A look that is overtaken by the next letter is ended within SQLite, and the number of a list that "
        "was just read is not asked again."
    ),
}
