"""How a command says that it came to nothing. The commands raise it, and the command line catches it."""


class Failed(Exception):
    """A command came to nothing; the text says why, and what to do."""

    status = 1


class NotDone(Failed):
    """The disk or the database did not let a command do its work: nothing has been found wrong, or right."""

    status = 3
