"""Witnesses of the record: keys, kept by the parties, under which they sign that a book goes on as they have seen it before.

checkpoint    the host's signed word on a book: which, how many entries, their root (`record/checkpoints.py`)
witness       a key of a party's own, named at the table, at its machine (`goodoffices witness`) or in its browser
cosignature   a witness's line below a checkpoint: it continues all that this witness has seen of the book
fingerprint   a checkpoint in eight short groups, to be read aloud and compared

Witnesses show their lines to those who read the same book, and to nobody else. A party watches the books that it reads.
"""
