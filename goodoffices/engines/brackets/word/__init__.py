"""Word documents as drafts. Only reading is here: `rendering.docx` writes them, and this room understands what it writes.

`reader`    the whole: a .docx becomes a draft with notes, comments and notices
`package`   opens the file with care, and refuses what could do harm
`body`      reads the words, with who inserted and deleted them (`content`), numbers (`numbering`) and footnotes (`notes`)
`tracked_changes`   writes changes as brackets that name their authors; `stances` reads them as stances beside the text
`base`      which text a document was made from
`markup`    what an uploader changed in a document made from a draft (`marked`): paragraphs are cut (`units`) and paired
            (`pairing`), their characters compared (`characters`, `changes`), and brackets that were typed understood
"""

from goodoffices.engines.brackets.word.marked import Change, Markup, NewProvision, Remark
from goodoffices.engines.brackets.word.markup import markup
from goodoffices.engines.brackets.word.package import Refused
from goodoffices.engines.brackets.word.reader import WordDraft, read_word

__all__ = ["Change", "Markup", "NewProvision", "Refused", "Remark", "WordDraft", "markup", "read_word"]
