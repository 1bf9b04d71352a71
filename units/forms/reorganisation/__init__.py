"""What an administrator types to merge, absorb, split, abolish or rename units."""

from units.forms.reorganisation.asked import Asked, asked
from units.forms.reorganisation.choices import encoded, with_rest
from units.forms.reorganisation.typed import CHOICES, NEW, PREVIEW, UNITS, Typed

__all__ = ["CHOICES", "NEW", "PREVIEW", "UNITS", "Asked", "Typed", "asked", "encoded", "with_rest"]
