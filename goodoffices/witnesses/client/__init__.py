"""A party's own witness at its own machine: `goodoffices witness`. Needs neither settings nor a database, and knows no page.

asking.py     a host, asked with the token of a seat; it is believed in nothing
folder.py     what a witness keeps: its key, the host's key, the last good checkpoint of each book, evidence
watching.py   one look at one book: fetch, examine, remember, sign, send
"""
