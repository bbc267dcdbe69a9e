"""The record: every change inside a process is an act, appended to the book of one audience.

act        what somebody does: a kind, its data, who may know, who may do it, what it changes
entry      an act once sealed: numbered in its book, with the facts that were drawn for it
book       the entries of one audience of one process, 1, 2, 3 … without gaps
audience   who may know: a plain kind and key; who belongs to it is answered by the office `process`
register   one row per process: the lock of writers, and the order of replay (seen by the host alone)
checkpoint a signed statement of a book's size and content, which a party can hold the host to

This floor knows no office. Offices declare acts in their `acts.py` and rows in their `models.py`.
"""
