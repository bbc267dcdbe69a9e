"""Work that the parties do together, from its terms to what it recommends.

Words: the *terms of reference* of a task force say its purpose, scope, *deliverables* and *sunset*; they attach to the task
force that `process` sets up, and its members stay those. Every party's head adopts them, and names a *co-chair*; a neutral
*rapporteur* writes. The members keep a *work plan* of *items* in their own book, and there the rapporteur drafts the
*report*, a co-chair notes *dissent*, and all co-chairs *deliver* it: a copy is tabled in the plenary, without prejudice, with
its *recommendations*, which the mediator *takes up*, as a solution or a commitment. At its sunset, or *wound up* before, the task force has ended, and its
room is read and no longer written in. A *joint initiative* is a task force with partners, means and milestones.
"""
