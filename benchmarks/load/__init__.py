"""The load: written for little cost of its own, since it has one core and the server has only one, too."""
