"""One panel a file; each takes values and emits signals."""
