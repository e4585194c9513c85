"""The pen of Matplotlib: draws each kind of picture into the current figure or a new one."""
