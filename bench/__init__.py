"""What is measured, and beside what. Each script prints ratios of medians taken in turns in one run."""
