"""Loops of understanding: what one side said, said back by another until the speaker confirms that it was heard.

Words: a *subject* is a statement, position or solution; somebody *asks* for a restatement of it; a side that *restates* it
opens its *loop*; the speaker *corrects* (what was right, what is missing) or *confirms*. Confirmation is not agreement. The
mediator may *waive*. In *guided* talk a rebuttal unlocks after a confirmed restatement. `engines.operative` lists operative
words; nothing here judges meaning.
"""
