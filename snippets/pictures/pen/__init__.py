"""The pen of Matplotlib: draws each kind of picture."""
