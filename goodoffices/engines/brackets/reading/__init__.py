"""From bytes or text to a draft, and from one draft to the next.

`parsing` puts the stages together, in this order:

`tokens`     bracket characters, and marks that only look like them; `furniture` finds page numbers and running heads
`lines`      the labels that lines begin with (`numbering`, `numerals`); `columns` moves numbers to their paragraphs
`outline`    which provision each line begins, and under which other (`holding`, `headings`, `open_path`, `entries`,
             `wording`)
`matching`   which bracket characters belong together
`bracket_contents`   who speaks in a bracket (`parties`, `party_names`, `stance_words`), and which are alternatives (`choices`)
`ids`        stable names for provisions

`given` reads a draft whose provisions are known; `moves` says where edits move what stands in a text.
`option_blocks` finds “Option 1: …” when somebody asks a draft for its options. `edits` replaces words and reads anew.
No text is rejected for what it says.
"""

from goodoffices.engines.brackets.reading.edits import Edit, Made, Moves, replaced
from goodoffices.engines.brackets.reading.parsing import decode, encode, parse, read

__all__ = ["Edit", "Made", "Moves", "decode", "encode", "parse", "read", "replaced"]
