"""What is found and changed, written for people and programs: text, tables, diffs, JSON, GitHub, SARIF."""
