"""What things mean: plain frozen values and rules, with nothing but the standard library."""
