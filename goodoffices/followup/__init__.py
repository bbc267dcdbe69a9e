"""What follows an agreement: who owes what to whom by when, and whether it is done.

A *commitment* is owed by *obligors* to others, with an objective, a *due* day (or so many days after an *event*, or after another
commitment), a *verifier*, a method and evidence. It is *in force* once every obligor's head has accepted it. Two axes are never
mixed: what an obligor *reports* and what the verifier *finds*. An *adjustment* makes a new *term* once all that are bound
consent; the old one stays, superseded. A *framework* makes dated *progress checks*; each holds assessments and reviews the
*strategies* that were declared. What nobody did by its day is *missed*, by the clock.
"""
