"""What travels between caucuses: by release of its giver, item by item, and conveyed by the mediator.

Words: what is said in a caucus is *withheld* until its *giver* (the party) *releases* it: as a *gist* (which the mediator may
draft), *verbatim*, or as the *mediator's own idea*; to one party, perhaps on a condition; revocable until the mediator
*conveys* it. Where the ground rules say “open unless marked”, the mediator may *carry* what is not marked as withheld. The
*ledger* of all this stands in the giver's caucus book; the recipient's book holds what was conveyed and nothing else.
"""
