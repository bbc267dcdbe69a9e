"""The agenda: the shared vocabulary of what is negotiated.

issue      what the sides talk about; it has a current status (a word, and words of its own) and a history
solution   a prospective solution: tabled, supported, reserved, withdrawn, accepted ad referendum
stance     where a party stands on a solution
position   what a party wants on an issue, and the interest behind it; private until the party tables it
"""
