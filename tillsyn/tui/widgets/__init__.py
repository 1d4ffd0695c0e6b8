"""Widgets: shown what they are given, they post messages and never call workflow."""
