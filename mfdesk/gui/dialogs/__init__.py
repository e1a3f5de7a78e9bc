"""One dialog a file; each takes values and emits signals."""
