"""The machinery of the book: records chapters, checks them, builds the site."""
