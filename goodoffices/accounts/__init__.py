"""People's accounts, their languages and their keys to the API. Not recorded: no book knows a person."""
