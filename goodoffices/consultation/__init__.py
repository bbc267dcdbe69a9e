"""Where people talk, between meetings and in them.

room       the place of one audience, with that audience’s book; open day and night unless the mediator closes it
statement  what somebody said there: a speech act, linked to issues, binding or not; kept for ever
amendment  the speaker’s correction of a statement; the original stays beside it
striking   a statement taken back; the original stays readable
"""
