"""The report as plain values: what an edition contains, its options and its wording."""
