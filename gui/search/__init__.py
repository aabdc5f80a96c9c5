"""Search: filters and hits."""
