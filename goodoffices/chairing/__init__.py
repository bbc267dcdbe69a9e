"""The chair's work in a room: who asked for the floor, who has it, how long each side has spoken.

Turns hold from the moment they begin to their end: meanwhile only who has the floor may speak in the room.
"""
