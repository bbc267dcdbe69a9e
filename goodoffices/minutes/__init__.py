"""What was said and settled in a session, written down, corrected, approved and locked.

Words: the secretariat *drafts* minutes of a *session* for one room, in that room's book: a *summary*, *agreed* minutes or a
*verbatim* record. They are cut into *paragraphs*, whose *citations* lead to entries that every reader of the room may read. A
party *proposes a correction* to a paragraph; the mediator *takes it in*, which makes a new *version*, or *declines* it. The
heads *approve* a version. Once all have, or once a decision on them was adopted (by silence, say), they are *locked* and
never change again. A correction that is still open then stands beneath its paragraph as its party's *note*.
"""
