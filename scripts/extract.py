"""Django's makemessages, without guesses: a new sentence is untranslated, not taken for one that looks like it.

    python scripts/extract.py --locale ar …        # from within goodoffices/

A guess (“fuzzy”) is not shown to readers, but reads as if it were translated to whoever looks into the catalogue.
"""

import sys

import django
from django.core.management import call_command
from django.core.management.commands.makemessages import Command

if __name__ == "__main__":
    django.setup()
    Command.msgmerge_options = [*Command.msgmerge_options, "--no-fuzzy-matching"]
    call_command(Command(), *sys.argv[1:])
