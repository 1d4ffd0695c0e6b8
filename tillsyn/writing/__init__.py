"""What goes out: letters and reports as data, HTML and PDF."""
