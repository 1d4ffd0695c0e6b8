"""The terminal app: what only it can get wrong."""
