"""The same thing in several languages: renderings beside an original that is kept for ever, and the glossary.

original   a statement, solution or position in its speaker’s own words
rendering  the same in another language: who made it, and how (human, machine, revised); of which wording
query      a reader’s doubt about a rendering, and its answer
term       a word of the talks, by language: proposed, agreed, agreed to differ, deliberately open, or avoided
usage      what one side means by a term
stock      terms from elsewhere, each cell with where it was found
"""
