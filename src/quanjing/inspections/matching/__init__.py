"""Pure functions: the sample that is drawn, the colour of a finding, whether a text names a person."""

from quanjing.inspections.matching.colours import colour_of
from quanjing.inspections.matching.persons import persons_named
from quanjing.inspections.matching.sampling import digest, draw

__all__ = ["colour_of", "digest", "draw", "persons_named"]
