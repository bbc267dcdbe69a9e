"""The chair's work in a room: who asked for the floor, who has it, how long each side has spoken.

Words: a seat raises its *hand* to ask for the *floor*; the chair gives it, the holder yields it or the chair takes it back.
While *turns* are taken, only who has the floor speaks. A *point of order* waits for the chair's ruling before the floor
passes on. An *adjourned* room pauses: its list stays, its clock stands still. The chair is whoever leads the third party;
in a delegation's own room, its head. Nothing here names a speaker whom the ground rules do not name.
"""
