"""Plots in Matplotlib's own words, each with the picture that says the same to the page's pen."""

import matplotlib.pyplot as plt
import numpy as np

A, B, C, INK, GREY = "#0060a8", "#a85400", "#00705a", "#1b1b1f", "#dbdbdb"
X = np.linspace(0, 6, 25)
FEW = [0.5, 1, 3, 4]


def panels(*charts, **look):
    return {"kind": "panels", "charts": [{"kind": "chart", **chart} for chart in charts], **look}


def curve(y, x=X, **look):
    return {"kind": "curve", "x": np.asarray(x).tolist(), "y": np.asarray(y).tolist(), **look}


def cloud():
    plt.scatter([1, 2, 3, 5], FEW, s=[20, 80, 40, 200], c=B, label="dots")
    plt.fill_between(X, np.sin(X), X / 2, color=C, alpha=0.3, label="band")
    plt.axvline(2, color=A, ls=":", label="here")
    plt.axhline(9, color=INK)
    plt.grid()
    plt.legend()
    band = {"kind": "band", "x": X.tolist(), "low": (X / 2).tolist(), "high": np.sin(X).tolist()}
    return panels(
        {
            "marks": [
                {
                    "kind": "dots",
                    "x": [1, 2, 3, 5],
                    "y": FEW,
                    "s": [20, 80, 40, 200],
                    "color": B,
                    "label": "dots",
                },
                band | {"color": C, "ec": C, "alpha": 0.3, "label": "band"},
                {"kind": "upright", "x": 2, "color": A, "ls": ":", "label": "here"},
                {"kind": "level", "y": 9, "color": INK, "lw": 2},
                {"kind": "grid"},
                {"kind": "legend"},
            ]
        }
    )


def bars():
    _, (left, right) = plt.subplots(1, 2, figsize=(6, 2.5), width_ratios=[2, 1])
    left.bar([0, 1, 2, 3], FEW, color=A, hatch="//", edgecolor=B)
    left.set_ylim(None, 6)
    right.barh([0, 1, 2, 3], FEW, color=A)
    right.invert_yaxis()
    right.set_yticks([0, 1, 2, 3], list("abcd"))
    right.set_title("to the left", loc="left")
    plt.suptitle("two panels", size=11)
    bar = {"kind": "box", "fc": A}
    upright = [
        bar | {"x": k - 0.4, "y": 0, "width": 0.8, "height": h, "sticky": "y"} for k, h in enumerate(FEW)
    ]
    across = [
        bar | {"x": 0, "y": k - 0.4, "width": w, "height": 0.8, "sticky": "x"} for k, w in enumerate(FEW)
    ]
    return panels(
        {"marks": [each | {"hatch": "//", "ec": B} for each in upright], "ylim": [None, 6]},
        {
            "marks": [*across, {"kind": "title", "text": "to the left", "loc": "left"}],
            "yticks": [0, 1, 2, 3],
            "yticklabels": list("abcd"),
            "inverted": "y",
        },
        **{"size": [6, 2.5], "width_ratios": [2, 1], "title": "two panels"},
    )


def notes():
    plt.figure(figsize=(4, 3))
    plt.plot([0, 4], [0, 2], color=A, drawstyle="steps")
    plt.gca().add_patch(plt.Polygon([(1, 0), (2, 1.5), (3, 0.2)], fc="none", ec=C, ls="--", closed=False))
    plt.text(1, 1.5, "turned\ntwice", rotation=30, color=B, bbox=dict(fc="#ffffff", ec=A, pad=3))
    plt.annotate(
        "", (3, 1), (3.5, 1.8), arrowprops=dict(arrowstyle="<->", color=INK, connectionstyle="arc3,rad=.3")
    )
    plt.gca().set(xlabel="across", ylabel="up", title="words", aspect="equal", xmargin=0.2, xlim=(-1, 5))
    plate = {"fc": "#ffffff", "ec": A, "pad": 3}
    words = {"text": "turned\ntwice", "x": 1, "y": 1.5, "rotation": 30, "color": B, "bbox": plate}
    arrow = {"start": [3.5, 1.8], "end": [3, 1], "head": "<->", "bend": 0.3, "gaps": [2, 2], "lw": 1}
    return panels(
        {
            "marks": [
                curve([0, 2, 2], [0, 0, 4], color=A),
                {
                    "kind": "shape",
                    "points": [[1, 0], [2, 1.5], [3, 0.2]],
                    "fc": "none",
                    "ec": C,
                    "ls": "--",
                    "closed": False,
                },
                {"kind": "words", **words},
                {"kind": "arrow", "color": INK, **arrow},
            ],
            **{
                "xlabel": "across",
                "ylabel": "up",
                "title": "words",
                "aspect": "equal",
                "xmargin": 0.2,
                "xlim": [-1, 5],
            },
        },
        size=[4, 3],
    )


def markers():
    signs, marks = ".osxX+^v<>D*|_", []
    for place, (sign, line) in enumerate(zip(signs, ["-", "--", "-.", ":", ""] * 3)):
        y = np.array([place, np.nan, place + 1, place + 1.5])
        plt.plot([0, 1, 2, 3], y, color=A, marker=sign, ls=line, mfc=B, ms=4 + place, lw=1 + place / 10)
        look = {"marker": sign, "ls": line, "mfc": B, "ms": 4 + place, "lw": 1 + place / 10}
        marks.append(
            curve([None if np.isnan(each) else each for each in y.tolist()], range(4), color=A, **look)
        )
    plt.xticks([0, 3])
    return panels({"marks": marks, "xticks": [0, 3]})


def scales():
    _, table = plt.subplots(2, 2, figsize=(6, 4.5))
    table[0, 0].loglog(4 * X[1:], X[1:] ** 5, color=A)
    table[0, 1].semilogy(X, 10.0**X * 1e4, color=A)
    table[1, 0].plot(X * 1e7, X / 1e7 + 3, color=A)
    table[1, 1].plot(X * 100 + 1e6, np.zeros(25), color=A)
    for axes in table.flat:
        axes.minorticks_off()
    table[1, 0].set_title("beside an offset")
    lines = [
        (4 * X[1:], X[1:] ** 5),
        (X, 10.0**X * 1e4),
        (X * 1e7, X / 1e7 + 3),
        (X * 100 + 1e6, np.zeros(25)),
    ]
    charts = [{"marks": [curve(y, x, color=A)]} for x, y in lines]
    charts[0] |= {"xscale": "log", "yscale": "log"}
    charts[1] |= {"yscale": "log"}
    charts[2] |= {"title": "beside an offset"}
    return panels(*charts, size=[6, 4.5], layout=[[0, 1], [2, 3]])


def images():
    pixels = np.arange(12).reshape(3, 4)
    plt.figure(figsize=(5, 3))
    plt.subplot(1, 2, 1)
    plt.imshow(pixels, cmap="cividis", extent=(0, 8, -1, 5), interpolation="none")
    plt.plot([1, 9], [0, 2], color=B)
    plt.subplot(1, 2, 2)
    plt.imshow(pixels, cmap="gray", interpolation="none", aspect="auto", vmin=-4)
    plt.axis("off")
    plt.axes((0.3, 0.6, 0.2, 0.2)).plot([0, 1], [0, 1], color=A)
    image = {"kind": "image", "pixels": pixels.tolist()}
    inset = {"marks": [curve([0, 1], [0, 1], color=A)], "place": [0.3, 0.6, 0.2, 0.2]}
    first = [image | {"cmap": ["cividis"], "extent": [0, 8, -1, 5]}, {"kind": "axis", "on": True}]
    return panels(
        {"marks": [*first, curve([0, 2], [1, 9], color=B)]},
        {"marks": [image | {"aspect": "auto", "vmin": -4}]},
        inset,
        **{"size": [5, 3], "layout": [[0, 1]]},
    )


def legends():
    looks = (
        dict(loc="lower left"),
        dict(loc="center", ncols=2, title="three"),
        dict(loc=(0.1, 0.5), labelcolor="linecolor"),
    )
    _, table = plt.subplots(1, 3, figsize=(7, 2.4), sharex=True, sharey=True)
    charts = []
    for place, (axes, look) in enumerate(zip(table, looks)):
        marks = []
        for power, colour in enumerate((A, B, C)):
            label = f"x{power}" if place else f"power\n{power}"
            axes.plot(X, X**power, color=colour, label=label)
            marks.append(curve(X**power, color=colour, label=label))
        axes.legend(**look)
        charts.append({"marks": [*marks, {"kind": "legend", **look}]})
    return panels(*charts, size=[7, 2.4], shared="xy")


PLOTS = [cloud, bars, notes, markers, scales, images, legends]
