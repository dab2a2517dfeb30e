"""Measures the site side by side with a bare Django view, in one run on one machine; only the ratios travel."""
