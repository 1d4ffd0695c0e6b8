"""What adds up: intervals, summaries and charts."""
