"""Writes around pacts and papers: one verb a function."""
