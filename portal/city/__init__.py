"""A synthetic city of any size, to try the site with as much as a real one may bring. The same seed gives the same rows."""
