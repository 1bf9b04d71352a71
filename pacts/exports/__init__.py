"""Files that leave the application: comparisons of texts, as a PDF and for Word."""
