# --8<-- [start:mean]
def mean(x):
    return sum(x) / len(x)
# --8<-- [end:mean]


# --8<-- [start:spread]
def spread(x):
    return max(x) - min(x)
# --8<-- [end:spread]
