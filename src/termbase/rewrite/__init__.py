"""From matches to edits: the laws of the normaliser, one file a group of them."""
