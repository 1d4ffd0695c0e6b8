"""The command line: thin commands that parse, call one workflow function, and print."""
