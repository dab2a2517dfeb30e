"""The ground floor's only words upward: what happened, for whoever stands above and cares."""

from __future__ import annotations

from django.dispatch import Signal

# Something that everyone may read was published, changed or taken away. Sent after the transaction has ended.
public_words_changed = Signal()

# The working calendar was edited: what was promised by it has to be computed anew. Sent after the transaction has ended.
working_days_changed = Signal()
