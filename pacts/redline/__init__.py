"""What changed between two texts of a pact: added, removed, moved, reworded, and numbers as numbers. Pure.

A clause or target keeps its identity through drafts and years, so a clause that stands elsewhere is one move
and not a removal and an addition. Words are compared as words; a number is one word.
"""

from pacts.redline.articles import Article, articles
from pacts.redline.comparison import ClauseChange, FieldChange, Redline, TargetChange, compare
from pacts.redline.order import merged
from pacts.redline.text import ClauseText, TargetText, Text
from pacts.redline.words import Piece, Work, is_same, replaced_numbers, words

__all__ = [
    "Article",
    "ClauseChange",
    "ClauseText",
    "FieldChange",
    "Piece",
    "Redline",
    "TargetChange",
    "TargetText",
    "Text",
    "Work",
    "articles",
    "compare",
    "is_same",
    "merged",
    "replaced_numbers",
    "words",
]
