"""What only the demo has: the cast, and dates in the coming weeks. Real data comes from ``facts/``."""
