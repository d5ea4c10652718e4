"""The glossary on disk: YAML nodes, concepts read from them, house styles, and writing by span."""
