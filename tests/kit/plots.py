"""Everyday plots: the calls of Matplotlib that pages from elsewhere use most, a few to a figure.

The docstring of each plot is its row in the table of calls.
"""

import matplotlib.pyplot as plt
import numpy as np

X = np.linspace(0, 6, 25)
GRID = np.meshgrid(np.linspace(-2, 2, 9), np.linspace(-1, 1, 7))
BUMP = np.exp(-(GRID[0] ** 2) - 2 * GRID[1] ** 2)
RANDOM = np.random.default_rng(0)
CLOUD = RANDOM.normal(size=(2, 80))
COUNTS = [3, 1, 4, 2]


def lines():
    """plot grid axhline axvline axline legend title xlabel ylabel xlim ylim"""
    plt.plot(X, np.sin(X), color="tab:blue", label="sine")
    plt.plot(X, np.cos(X), "r--", label="cosine")
    plt.plot(X, np.sin(X) / 2, "k:", marker="o", label="half")
    plt.plot(X, -np.sin(X), "C3", X, np.sin(2 * X), "C4", X, np.cos(2 * X), "C5")
    plt.grid()
    plt.axhline(0, color="k", linewidth=0.8)
    plt.axvline(3, color="gray", linestyle=":")
    plt.axline((0, -1), slope=0.2, color="0.4")
    plt.legend(frameon=True)
    plt.title("Waves", color="navy")
    plt.xlabel("angle")
    plt.ylabel("value", color="orange")
    plt.xlim(0, 6)
    plt.ylim(-1.2, 1.2)


def bars():
    """subplots bar barh bar_label errorbar hlines vlines xticks yticks"""
    _, (left, right) = plt.subplots(1, 2)
    drawn = left.bar(list("abcd"), COUNTS, color=["tab:red", "gold", "lightblue", "k"], edgecolor="black")
    left.bar_label(drawn)
    left.errorbar(range(4), COUNTS, yerr=0.4, fmt="none", ecolor="dimgray", capsize=3)
    right.barh(list("abcd"), COUNTS, color="C2", alpha=0.5)
    right.vlines([1, 2], -0.5, 3.5, colors="m")
    right.hlines([0.5], 0, 4, colors="steelblue")
    plt.xticks([0, 2, 4], color="brown")
    plt.yticks(rotation=45)


def spreads():
    """hist boxplot violinplot stem"""
    _, axes = plt.subplots(1, 4)
    axes[0].hist(CLOUD.T, bins=8, color=["salmon", "teal"], edgecolor="w")
    axes[1].boxplot(CLOUD.T, patch_artist=True, boxprops=dict(facecolor="lavender"))
    axes[2].violinplot(CLOUD.T)
    axes[3].stem(COUNTS, linefmt="grey", markerfmt="D")


def areas():
    """fill fill_between fill_betweenx stackplot axvspan axhspan step stairs"""
    _, axes = plt.subplots(1, 3)
    axes[0].fill_between(X, np.sin(X), alpha=0.3, color="purple")
    axes[0].axvspan(1, 2, color="yellow", alpha=0.3)
    axes[0].axhspan(-0.5, -0.2, facecolor="#eeeeee", hatch="//", edgecolor="silver")
    axes[1].stackplot(X, X, 6 - X, colors=["#ffcc99", "#99ccff"])
    axes[1].fill([1, 2, 3], [1, 5, 1], "k", alpha=0.4)
    axes[1].fill_betweenx([0, 6], 4, 5, color="crimson")
    axes[2].step(range(4), COUNTS, "g")
    axes[2].stairs(COUNTS, color="darkorange", fill=True, alpha=0.4)


def values():
    """scatter colorbar annotate text legend_elements"""
    dots = plt.scatter(*CLOUD, c=CLOUD[0], s=40, cmap="viridis", label="dots")
    plt.plot([-1, 1], [-1, 1], "k--")
    plt.colorbar(dots, label="x")
    plt.annotate("middle", (0, 0), (1, 2), arrowprops=dict(arrowstyle="->"))
    plt.text(-2, 2, "boxed", color="darkred", bbox=dict(facecolor="wheat", alpha=0.5))
    plt.legend(*dots.legend_elements(num=4), loc="upper left", bbox_to_anchor=(1.2, 1), title="legend")
    plt.grid(True)


def heat():
    """imshow matshow spy set_xticks set_xticklabels"""
    _, axes = plt.subplots(1, 3)
    image = axes[0].imshow(BUMP, cmap="Blues", origin="lower")
    for row, column in np.ndindex(3, 3):
        axes[0].text(3 * column + 1, 2 * row + 1, f"{row}", ha="center", color="wk"[row % 2])
        axes[0].text(3 * column, 2 * row, "i", ha="center")
    axes[0].plot([0, 8], [0, 6], color="w")
    axes[0].set_xticks([0, 4, 8])
    axes[0].set_xticklabels(["a", "b", "c"], rotation=30)
    plt.colorbar(image)
    axes[1].matshow(BUMP)
    axes[2].spy(BUMP > 0.3)


def levels():
    """contour contourf clabel pcolormesh"""
    _, axes = plt.subplots(1, 4)
    lined = axes[0].contour(*GRID, BUMP)
    axes[0].clabel(lined)
    axes[1].contourf(*GRID, BUMP, cmap="RdBu", hatches=["/", None])
    axes[1].contour(*GRID, BUMP, colors="k")
    axes[2].pcolormesh(*GRID, BUMP, shading="gouraud")
    black = axes[3].contour(*GRID, BUMP, colors=["black", "tab:red"])
    axes[3].clabel(black)


def counted():
    """hist2d hexbin pcolor tricontourf triplot"""
    _, axes = plt.subplots(1, 4)
    axes[0].hist2d(*CLOUD, bins=6)
    axes[1].hexbin(*CLOUD, gridsize=8, cmap="magma")
    axes[2].pcolor(BUMP, edgecolors="w")
    axes[3].tricontourf(*CLOUD, CLOUD[0])
    axes[3].triplot(*CLOUD, "k-", linewidth=0.3)


def fields():
    """quiver quiverkey streamplot barbs"""
    _, axes = plt.subplots(1, 4)
    axes[3].barbs([0, 1], [0, 1], [20, 40], [30, 5], color="tab:brown")
    arrows = axes[0].quiver(*GRID, GRID[1], -GRID[0])
    axes[0].quiverkey(arrows, 0.5, 1.05, 2, "two")
    axes[1].quiver(*GRID, GRID[1], -GRID[0], BUMP, cmap="plasma")
    axes[2].streamplot(*GRID, GRID[1], -GRID[0], color=BUMP, density=0.4)


def shares():
    """figure add_subplot pie suptitle tight_layout"""
    figure = plt.figure()
    left, right = figure.add_subplot(131), figure.add_subplot(132, projection="polar")
    figure.add_subplot(133).pie([3, 1, 4, 2, 2, 2, 2, 1], autopct="%d")
    left.pie(COUNTS, labels=list("abcd"), autopct="%d%%", colors=["tab:pink", "khaki", "c", "0.8"])
    right.plot(X, X, color="tab:olive")
    right.fill(X, X / 2, alpha=0.3)
    figure.suptitle("Three circles", fontsize=14)
    figure.tight_layout()


def rosette():
    """subplot scatter"""
    axes = plt.subplot(projection="polar")
    axes.scatter(X, X, c=X, cmap="twilight")


def twins():
    """twinx semilogy loglog tick_params inset_axes set_facecolor"""
    _, (left, right) = plt.subplots(1, 2)
    left.plot(X, X, color="tab:blue")
    left.tick_params(axis="y", labelcolor="tab:blue")
    other = left.twinx()
    other.semilogy(X + 1, np.exp(X), color="tab:red")
    other.set_ylabel("exp", color="tab:red")
    right.loglog(X + 1, X + 1, color="darkslategray")
    right.grid(True, which="both", linestyle="--", alpha=0.5)
    inset = right.inset_axes([0.6, 0.1, 0.35, 0.35])
    inset.plot(COUNTS, color="magenta")
    inset.set_facecolor("honeydew")


def solids():
    """plot_surface plot_wireframe scatter set_zlabel"""
    figure = plt.figure(figsize=(9, 3))
    axes = [figure.add_subplot(1, 4, k + 1, projection="3d") for k in range(4)]
    axes[0].plot_surface(*GRID, BUMP, cmap="coolwarm")
    axes[1].plot_wireframe(*GRID, BUMP, color="tab:green")
    axes[2].scatter(*CLOUD, CLOUD[0], color="tab:purple")
    axes[2].plot([0, 1], [0, 1], [0, 1], "k")
    axes[3].plot_surface(*GRID, BUMP, color="tab:orange")
    axes[3].set_zlabel("height")


def tables():
    """table eventplot broken_barh add_patch arrow axis"""
    _, axes = plt.subplots(1, 3)
    axes[0].table([["1", "2"], ["3", "4"]], loc="center", cellColours=[["w", "lightgreen"], ["pink", "w"]])
    axes[0].axis("off")
    axes[1].eventplot(np.abs(CLOUD[:, :20]), colors=["k", "tab:cyan"])
    axes[1].broken_barh([(0, 1), (2, 1)], (-1, 0.5), facecolors="peru")
    axes[2].add_patch(plt.Rectangle((0.1, 0.1), 0.3, 0.3, facecolor="none", edgecolor="r", lw=2))
    axes[2].add_patch(plt.Circle((0.7, 0.6), 0.2, color="lightcoral", alpha=0.6))
    axes[2].arrow(0, 0.9, 0.3, -0.2, head_width=0.05, color="k")


def words():
    """title text"""
    from matplotlib.patheffects import withStroke

    plt.title("历史", color="teal")
    plt.text(0.1, 0.6, r"$\frac{\sqrt{x}}{y_1}$", fontsize=20, color="tab:orange")
    plt.text(0.1, 0.2, r"$e^{i\pi}$", color="k")
    plt.text(0.5, 0.5, "outlined", color="w", path_effects=[withStroke(linewidth=3, foreground="k")])
    plt.text(0.5, 0.2, "faint", color="yellow")
    plt.text(0.7, 0.8, "mono", family="monospace", alpha=0.5)


def joined():
    """subplot_mosaic colorbar legend"""
    from matplotlib.cm import ScalarMappable

    figure, axes = plt.subplot_mosaic("AAB")
    for k in range(5):
        axes["A"].plot(X, k * X, color=plt.cm.plasma(k / 4), label=f"{k}")
    figure.colorbar(ScalarMappable(cmap="plasma"), ax=axes["A"])
    axes["B"].plot(COUNTS, "-s", label="counts")
    figure.legend(loc="outside lower center", ncols=6)


def bare():
    """scatter imshow text axis"""
    _, (left, right, last) = plt.subplots(1, 3)
    last.imshow(BUMP, alpha=BUMP)
    last.plot([1, 2], [3, 4], "k", rasterized=True)
    plt.colorbar(left.scatter(0, 0, c=1), cax=last.inset_axes([1.05, 0, 0.1, 1]))
    left.scatter(*CLOUD, c=CLOUD[1])
    left.axis("off")
    right.imshow(BUMP, cmap="gray")
    right.text(4, 3, "peak", color="k", ha="center")
    right.add_patch(plt.Rectangle((2, 1), 4, 4, fill=False, edgecolor="red"))
    right.axis("off")


def styled():
    """use"""
    plt.style.use("ggplot")
    plt.plot(COUNTS)
    plt.plot(COUNTS[::-1], "o-")
    plt.title("ggplot")


def dark():
    """use"""
    plt.style.use("dark_background")
    plt.plot(COUNTS)
    plt.plot(COUNTS[::-1], color="yellow")
    plt.title("dark")
    plt.grid()


PLOTS = [lines, bars, spreads, areas, values, heat, levels, counted, fields, shares, rosette, twins, solids]
PLOTS += [tables, words, joined, bare, styled, dark]
