"""What else is asked of a matrix.

balances     of one scenario: what holds each descriptor, and what would tip it
hinges       which single judgements a scenario hangs on, and by how much each has to move
successions  where a scenario drifts if every descriptor follows its balance
attractors   where everything drifts in the end, and from how much of the space
flips        what one measure moves
least_flips  the fewest measures that make a wished scenario consistent
robust       which judgements, changed within their spread, change the answer
"""
