"""The live floor: what has been recorded reaches the open pages and clients of those who may read it, at once.

hub        the live machinery of one server process: it follows the record for everybody who listens
feed        one process as the hub follows it: how far its books have been published, and who listens
listener    one open stream: a browser's tab, or a client of the API
circle      the listeners who read the same books in the same form; what is said to them is made once
cursor      how far a listener has come: its books with their heads, in one opaque word
door        where a token or a session becomes a seat; whoever loses theirs is shown out within a second
presence    who is here and who is away, the same in every room; never recorded
typing      that somebody writes in a room, told in that room alone; never recorded

Nothing here changes the record, and nothing is sent that was not read under its book's audience. An announcement only
wakes the hub; what it says is read from the record, in the order of its acts.
"""

# house: record read: reads under the books of whoever listens: live/tests and tests/noninterference
# house: clock or chance: streams are not recorded: beats, and when somebody last said that they write
