"""People's accounts, their languages and their keys to the API. Not recorded: no book knows a person.

account         a person: name, e-mail address, language; they sign in by passkey, or by password and a code
admission       that somebody may create an account here: for an hour, given by an invitation or by the administrator's link
administrator   may found processes; sees no book. The first one comes by a link that `serve` prints
token           a seat's key to the API; shown once, kept as a hash

Passkeys, codes, recovery codes, sessions, resets and their rate limits are allauth's; the words and the pages are ours.
"""

# house: clock or chance: accounts are not recorded: secrets, and when something was made
