"""What waits for a seat and what has changed for it: the page of today, the catch-up brief, the digest and the calendar.

Reads every office below; changes nothing. What it tells a seat is what that seat may read, put in order.
"""
