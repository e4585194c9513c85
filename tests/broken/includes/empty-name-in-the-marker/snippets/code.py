# --8<-- [start:]
def mean(x):
    return sum(x) / len(x)
# --8<-- [end:]
