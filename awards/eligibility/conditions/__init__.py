"""Conditions that several instruments set with their own numbers.

Old verdicts rest on these: a newcomer that asks something else gets a new condition, the old one stays.
"""
