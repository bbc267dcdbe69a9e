"""What measures mean for the region and the world, which precedents they set, and which futures hold together.

Words: a *sheet* sets measures and trends, and “no agreement”, against regions, the world and those affected who are not at the
table. Where a row meets a column is an *implication*: several named *judges* say in words how likely and how severe it is, when,
and how sure they are; their *spread* is shown and no mean is taken. An implication is *linked* to any thing: “if this, then …”.
A *precedent* is what a decision sets, invoked for another. A *view* comes from outside, through the secretariat. A diagram of
*influences* has *descriptors* with *variants*; a judge says how far one variant promotes or restrains another (−3 … +3), in
*sections*; what all its judges *adopt* is the *joint* matrix. A *run* finds which *scenarios* hold together, and what *tips* them.
"""
