"""Exactly efficient packages: what the parties could agree on so that nobody could do better at nobody's cost.

Words: a *domain* has issues with options; a *package* takes one option of each; a *mandate* is what each package is worth to
one party and the worth of no agreement to it (its *reservation value*). A package is *efficient* if no other is at least as
good for all and better for one, *acceptable* if it meets every reservation value. The *frontier* is all efficient packages;
a *solution* is a rule that picks one among the acceptable; an *audit* asks whether a draft can be bettered, with proof.

Pure: no Django, no clock, nothing drawn. Everything is exact (`fractions`); kernels work on integers scaled per party.
"""
