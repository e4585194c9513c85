# --8<-- [start:mean]
def mean(x):
    return sum(x) / len(x)
# --8<-- [end:mean]


# --8<-- [start:mean]
def weighted_mean(x, w):
    return sum(a * b for a, b in zip(x, w)) / sum(w)
# --8<-- [end:mean]
