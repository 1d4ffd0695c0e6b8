"""Judging line by line, without the app: for screen readers, braille lines and slow connections.

Each line says one thing; nothing is drawn, coloured or moved. A line that begins with a dot is a command.
"""
