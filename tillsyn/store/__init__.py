"""What is kept: the journal of entries, and tables as its present picture."""
