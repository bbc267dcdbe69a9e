"""Search: the words of everything that a seat may read, found again in any inflection, whichever office keeps them.

Every noun is found by its present words; what was taken back is not. A rendering is found under its original, and what is said
beside a noun in a row of its own (`said_beside`) under that, by those who read both. What is found, in which order and how much
of it depends on what the reader reads and on nothing else: the engine (`engines/words`) counts anew for each search. The index
is derived from the tables and stands on no record: it is caught up, book by book, when somebody who reads the book searches.
"""
