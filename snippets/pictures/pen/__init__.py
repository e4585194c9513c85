"""The pen of Matplotlib draws each kind of picture, here or in a new figure."""
