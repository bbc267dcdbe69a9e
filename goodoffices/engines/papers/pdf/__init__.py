"""PDF (ISO 32000-2): read with pypdf, walked from its root, and written anew from what the walk met.

`walking`    visits every object that the root leads to, and numbers it
`checking`   says of each dictionary whether it may be there, what it tells, and which of its keys go
`words`      the text of its pages
`cleaning`   the whole: opens, walks, writes; a signed file is left as it is
"""
