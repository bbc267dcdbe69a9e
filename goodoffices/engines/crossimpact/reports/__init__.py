"""What was found, for people and for programs.

plain    numbers, variants and scenarios as plain JSON
answer   everything that one run found, as one JSON object
further  the answers to further questions, as JSON
text     the same for a terminal
svg      a tableau of scenarios side by side
"""
