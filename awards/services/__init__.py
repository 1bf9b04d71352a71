"""Writes around registrations and nominations: one verb a function."""
