"""The colours of all pictures: A, the first operand, is blue, B orange, C green."""

# The light half of docs/assets/css/palette.css; a test proves that the two agree
INK, PAPER = "#1b1b1f", "#ffffff"
A_EDGE, A_FILL = "#0060a8", "#cfe3f5"
B_EDGE, B_FILL = "#a85400", "#fbe0c0"
C_EDGE, C_FILL = "#00705a", "#c9ebdd"
EDGES = {"A": A_EDGE, "B": B_EDGE, "C": C_EDGE}
FILLS = {"A": A_FILL, "B": B_FILL, "C": C_FILL}
