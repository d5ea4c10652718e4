"""Document formats: where text stands in a file. One plug-in module a format, each with a `FORMAT`."""
