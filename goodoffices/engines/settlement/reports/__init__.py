"""What people see of a result: text for a terminal, a picture, one JSON object.

answer    everything that one run found, and its JSON
text      the answer in words and columns
svg       the frontier with the solutions on it
fairness  what each solution promises, in sentences, and who gains or loses between two of them
opposition  how opposed the parties are, and what there is to win together
further   the further questions that the command answers
legible   names from files, made safe to show

Numbers are rounded here for reading, and nowhere else; the JSON is exact.
"""
