"""Papers: what an uploaded file is, whether it is safe to hand to the other side, and what it would have given away.

A file is examined in a child process with little memory, little time and nothing to reach, because whoever sent it may want
to harm those who open it, or us. What the child finds is checked again by the parent, to which the child is a stranger.

`examining`   a file in, an `Examined` out: its type by content, the cleaned bytes, what was removed and what is in it; and
              `words_of`, a PDF in, the words of its pages out
`told`        `NotTaken`, a refusal with a code and facts; a sentence for each code of what is refused and told
`limits`      how much a file may ask of us
`names`       what a file is called for those who read it

`__main__`    the child; `looking` is what it does, with `kinds`, `texts`, `images`, `office` and `pdf`

Nothing is imported here: the child starts with what it needs, and it does not need what starts it.
Pure: no Django, no model, no network.
"""
