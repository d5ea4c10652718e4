"""What a text is: how it is read (view, words), what in it must stay (protection, quotations)."""
