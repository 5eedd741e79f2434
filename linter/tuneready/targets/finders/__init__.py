"""Finders that several targets share: each makes a function from a record to its faults."""
