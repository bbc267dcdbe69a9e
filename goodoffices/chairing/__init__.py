"""The chair's work in a room: who asked for the floor, who has it, how long each side has spoken.

Words: a seat raises its *hand* to ask for the *floor*; the chair gives it, the holder yields it or the chair takes it back.
While *turns* are taken, only who has the floor speaks. A *point of order* waits for the chair's ruling before the floor
passes on. An *adjourned* room pauses: its list stays, its clock stands still. The chair is whoever leads the third party;
in a delegation's own room, its head; in a sidebar, whoever opened it. A *meeting* in the flesh is put on record by the chair,
and corrected without losing what was said first. Nothing here names a speaker whom the ground rules do not name.
"""
