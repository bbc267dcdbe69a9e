"""Word documents as drafts. Only reading is here: `rendering.docx` writes them, and this room understands what it writes.

`reader`    the whole: a .docx becomes a draft with notes, comments and notices
`package`   opens the file with care, and refuses what could do harm
`body`      reads the words, with who inserted and deleted them (`content`), numbers (`numbering`) and footnotes (`notes`)
`tracked_changes`   writes changes as brackets that name their authors
"""

from goodoffices.engines.brackets.word.package import Refused
from goodoffices.engines.brackets.word.reader import WordDraft, read_word

__all__ = ["Refused", "WordDraft", "read_word"]
