"""What a user wants done: one file a verb."""
