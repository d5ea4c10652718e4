"""What is found and changed, for people and for programs: text, tables, diffs, JSON, GitHub annotations, SARIF."""
