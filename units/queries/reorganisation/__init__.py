"""A reorganisation before it is done: what is asked for, what is wrong with it, and what it would touch.

`Reorganisation` is what the administrator asks for, `preview` tells what would become of everything. The
service that does it (`units.services.reorganising`) works through the same plan that the preview shows.
"""

from units.queries.reorganisation.preview import preview
from units.queries.reorganisation.shown import (
    ClusterQuestion,
    Group,
    Place,
    Preview,
    StandsBelow,
    WorksThere,
)
from units.queries.reorganisation.wanted import (
    ChildChoice,
    ClusterChoice,
    NewUnit,
    PersonChoice,
    Reorganisation,
)

__all__ = [
    "ChildChoice",
    "ClusterChoice",
    "ClusterQuestion",
    "Group",
    "NewUnit",
    "PersonChoice",
    "Place",
    "Preview",
    "Reorganisation",
    "StandsBelow",
    "WorksThere",
    "preview",
]
