# --8<-- [start:mean]
def mean(x):
    return sum(x) / len(x)
# --8<-- [end:mean]
