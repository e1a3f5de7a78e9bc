"""The view of the table."""
