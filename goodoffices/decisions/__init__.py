"""How something becomes settled: a wording is put to the parties, and they adopt it or do not.

Words: a *decision* is over a *wording*, of a thing or of one's own, frozen by its hash. By *consent* every head says yes. By
*silence* it is adopted at its *expiry* unless one head *breaks* it; silence runs only against those who were there when it
was announced or have noted *receipt*. By *blind acceptance* (a mediator's proposal) each head *answers* in its own
delegation's book, and at expiry one bit is *revealed*: *match* if all said yes, else *no match*. After adoption a party may
*explain* its position. What is adopted stands as a settlement on its thing, from which the agenda derives.
"""
