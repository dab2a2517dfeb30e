"""Suggestions to district staff: in any language, routed by rules that are data, answered and released.

Belongs here: suggestions, categories, routing rules, answers and their release, moderation of what becomes public.
Does not belong here: events, notices, how mail is sent.
May import: community.
"""
