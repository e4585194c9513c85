"""The code the book embeds: everything here is meant to be copied."""
