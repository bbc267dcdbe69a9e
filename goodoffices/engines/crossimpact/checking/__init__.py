"""The checker of results, which shares no code with what it checks."""
