"""The live floor: what has been recorded reaches the open pages and clients of those who may read it, at once.

hub                 one per server process: who listens, and whose stream has to end
publisher           a thread that reads what was recorded, renders it, and hands it to the event loop
feed                one mediation process: how far it has been published, and its listeners in groups
listener            one open stream: a browser's tab, or a client of the API
stream              the ASGI application that opens, serves and ends a stream
replay              what a listener missed since its cursor
cursor              how far a listener has come: its books with their heads, as one opaque word
authentication      how a token or a session becomes a subscriber, and whether it still holds
credential_version  a number that changes when a token, session, password or seat holder may have been taken away
presence            who is here and who is typing; never recorded

Nothing here changes the record, and nothing is sent that was not read under its book's audience. An announcement wakes
the publisher and hands it the entry; wherever one is missing, it is read from the record, in the order of the acts.
"""

# house: record read: reads under the books of whoever listens: live/tests and tests/noninterference
# house: clock or chance: streams are not recorded: beats, and when somebody last said that they write
