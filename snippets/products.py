"""A picture of two features: recipes for pixels, and the digits that they part."""

import matplotlib.pyplot as plt
import numpy as np

from snippets.pictures.palette import INK


def feature_map(weights, x, y, names):
    """Draw two columns of weights, (784, 2), and the mean features of each class.

    x: pictures (n, 784), y: (n,) labels; each class stands as its digit at the means of
    its two features, the columns of `x @ weights`.
    """
    features, kinds = np.asarray(x @ weights), np.asarray(y)
    figure = plt.figure(figsize=(5.4, 4.2))
    grid = figure.add_gridspec(2, 2, width_ratios=[1, 3])
    for row, name in enumerate(names):
        axes = figure.add_subplot(grid[row, 0])
        image = np.asarray(weights)[:, row].reshape(28, 28)
        axes.imshow(image, cmap="gray", vmin=0)  # or all pixels alike would be black
        axes.set(title=name, xticks=[], yticks=[])
        axes.spines[:].set_visible(True)
    axes = figure.add_subplot(grid[:, 1])
    for kind in np.unique(kinds):
        across, up = features[kinds == kind].mean(axis=0)
        look = dict(size=13, weight="bold", ha="center", va="center")
        axes.update_datalim([(across, up)])
        axes.text(across, up, kind, color=INK, **look)
    axes.set(xlabel=names[0], ylabel=names[1])
    axes.margins(0.1)
