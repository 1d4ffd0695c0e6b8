"""Dialogs: each asks or shows one thing and returns a value; its caller decides."""
