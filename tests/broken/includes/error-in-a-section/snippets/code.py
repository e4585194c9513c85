# --8<-- [start:third]
third = 1 / 0
# --8<-- [end:third]
