"""What is wrong with a text. One plug-in module a check, each with a `CHECK`."""
