"""Non-interference, the promise of the house, as a test.

Two worlds are played that differ only in what one member may not know; then that member, with the same cookies and the
same clock, asks everything that can be asked in both, and every answer has to be the same to the byte.

members     who looks: the cast, and a second opinion, apart from the product's, on who may know what
deeds       something that is done, in words that mean the same in every world; who sees it
strategies  what Hypothesis makes up deeds from
histories   what is done, put together from `tests/histories.py` of every office
worlds      a database file in which a history was played, and the way in and out of it
laying      the table as it is laid before a history begins, and the stage from which worlds come
pairs       two worlds out of one history: what the member sees is shared, the rest is not
asking      what is asked: every address of the resolver, every kind of act, with the ids of both worlds
answers     what came back, masks where one is declared, and the comparison
streams     what is told live, to pages and to clients
leaks       leaks put back on purpose, from `tests/leaks.py` of every office; each has to be caught

What is not compared: how long an answer takes. Two processors, a database with other rows in it and a garbage collector
make time differ between equal answers; a test would either be deaf or cry wolf. What time does show is said in
`docs/how-to/non-interference.md`. Nor is it compared what two pages of one browser tell each other, or what the operator of
the machine sees.
"""
