"""Files that belong to something said or tabled: its readers may fetch them, and nobody else.

Words: a file is *attached* to a thing, in the thing's own book. Before that its bytes are *uploaded*: a child process looks at
them, refuses what could harm and cleans the rest, and they *wait* for the seat that sent them. The record holds name, size,
type, SHA-256 and what was *told* of the file; the bytes lie beside the database, one folder a book, and are checked against the
record whenever somebody fetches them. A newer version *supersedes* a file, which stays and is marked. A *withdrawn* file is
no longer given out. Nobody is told who fetched what.
"""
