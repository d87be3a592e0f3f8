"""How fast the coder is beside the parser alone: `make bench`."""
