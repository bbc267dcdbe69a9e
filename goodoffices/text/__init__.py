"""The negotiating text: from an elements paper to the words that are signed.

A *draft* stands in one room's book. It is made of *provisions*: one row each, with a permanent id, its own words and its
place. Words that somebody does not accept stand in *brackets*; neighbouring brackets are *alternatives*. A party *proposes*
words, *supports*, *opposes* or *reserves*, and withdraws what it did. An *edit* of a provision becomes the smallest
alternatives. Heads *agree* to a provision, ad referendum or not; once all have, only those who agreed can *reopen* it.
A *revision* is the draft frozen at a moment: “Rev. 3, Art. 5 (2)”. A delegation's *mark-up* is its own Word file, read into
its own room; what it ticks is tabled as plain proposals.

What the words mean is the business of `engines/brackets`; here stands who may do it, where, and who reads it.
"""
