"""Files are made here, byte by byte: none is fetched, and none is kept."""
