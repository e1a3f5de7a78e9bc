"""mfdesk fills the holes in a table of ratings by matrix factorization."""

__version__ = "0.1.0"
