"""Bytes in, bytes out: reading rating files and writing completed tables."""
