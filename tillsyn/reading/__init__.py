"""What comes in: text, registers, documents and answers, into domain values with located faults."""
