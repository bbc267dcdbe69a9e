"""How fast drafts are read and compared, and that the time grows with their length and no faster."""
