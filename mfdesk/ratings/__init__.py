"""What the user gave: the known cells of a table, its labels, its scale and its attributes."""

from mfdesk.ratings.labels import Labels
from mfdesk.ratings.table import Attribute, Ratings, Scale

__all__ = ["Attribute", "Labels", "Ratings", "Scale"]
