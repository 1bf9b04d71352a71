"""Writes of the organisation: one verb a function."""
