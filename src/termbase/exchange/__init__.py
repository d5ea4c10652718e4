"""Exchange formats, one file each: the glossary as other programs know it, and back."""
