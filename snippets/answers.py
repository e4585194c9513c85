"""What a net answers when it is shown one digit."""

import matplotlib.pyplot as plt

from snippets.pictures.palette import A_EDGE, A_FILL, B_EDGE, B_FILL, INK
from snippets.plots import show
from snippets.training import logits_of


def draw_answer(net, image):
    """Draw a digit, (784,), and beside it the share that `net` gives to each class."""
    probabilities = logits_of(net, image[None]).softmax(1)[0].cpu()
    best = int(probabilities.argmax())
    plt.figure(figsize=(4.8, 2.5))
    plt.subplot(1, 2, 1)
    show(image)
    bars = plt.subplot(1, 2, 2)
    places = range(len(probabilities))
    drawn = plt.barh(places, probabilities, height=0.72, fc=A_FILL, ec=A_EDGE)
    drawn[best].set(facecolor=B_FILL, edgecolor=B_EDGE, linewidth=2)
    for place, share in zip(places, probabilities.tolist(), strict=True):
        look = dict(color=B_EDGE, weight="bold") if place == best else dict(color=INK)
        plt.text(share + 0.03, place, f"{share:.0%}", va="center", **look)
    plt.yticks(places)
    plt.xticks([])
    plt.xlim(0, 1.25)
    bars.invert_yaxis()
    bars.tick_params(length=0)
    bars.spines[:].set_visible(False)
