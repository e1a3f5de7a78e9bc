"""The window in which settings are tried against each other: it takes values, shows them, and emits what is wished."""
