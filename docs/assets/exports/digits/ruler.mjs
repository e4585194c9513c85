export const mean = 0.130961, std = 0.308495;
