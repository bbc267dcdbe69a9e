"""The same thing in several languages: renderings beside an original that is kept for ever, and the glossary.

A rendering says who made it and how; a reader may query it. A term is proposed, agreed, agreed to differ on,
deliberately open, or avoided.
"""
