"""What the normaliser knows of languages: endings, agreement, quotation marks. One plug-in module a language."""
