"""The terminal app: screens that call workflow and show what it returns."""
