"""Which way of finding words finds inflected ones, and how fast: stems, trigrams, both, prefixes."""
