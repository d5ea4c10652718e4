"""The glossary in the form in which it is searched: matching in texts, look-up of names."""
