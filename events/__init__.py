"""In-person events: what is offered, who comes, how many seats are left.

Belongs here: events and their dates, registrations and the people in them, the seat rule. Does not belong here:
notices, suggestions, how mail is sent.
May import: community.
"""
