"""The ground floor: people, bodies, words, being told, being recorded, being found.

Belongs here: users and contacts, bodies and memberships, townships, places, programmes, notices with their editions and
translations; the outbox, the audit trail, signed links, files, rich text, the search index. Does not belong here:
anything about events or suggestions, nor how a page looks.
May import: nothing of the house. What it must tell the floors above, it tells by the signals in ``signals.py``.
"""
