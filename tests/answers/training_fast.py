from tests.answers import Answers

ANSWERS = {
    "count the steps": Answers(
        right=(
            "import math\n\ndef steps_and_last(n, batch_size):\n    steps = math.ceil(n / batch_size)\n    return [steps, n % batch_size or batch_size]",
            """
def steps_and_last(n, batch_size):
    batches = np.split(np.zeros(n), range(batch_size, n, batch_size))
    return len(batches), len(batches[-1])
""",
        ),
        wrong={
            "def steps_and_last(n, batch_size):\n    return n // batch_size, batch_size": "782 steps, you say 781",
            "def steps_and_last(n, batch_size):\n    return n / batch_size, n % batch_size": "you say 781.25",
            "def steps_and_last(n, batch_size):\n    return n // batch_size + 1, n % batch_size": "780 steps, you say 781",
            "def steps_and_last(n, batch_size):\n    return -(-n // batch_size), n % batch_size": "49920 digits by 64: 64 in the last",
            "def steps_and_last(n, batch_size):\n    return -(-n // batch_size)": "two numbers: the steps",
            "def steps_and_last(n, batch_size):\n    -(-n // batch_size), n % batch_size": "two numbers: the steps",
        },
    ),
    "three rates of a cycle": Answers(
        right=(
            "first, last, steps_up = 2e-4, 2e-8, 234",
            "first, last, steps_up = np.float64(0.0002), 0.00000002, 235",
            "peak = 0.005\nfirst, last, steps_up = peak / 25, peak / 25 / 1e4, round(782 * 0.3)",
        ),
        wrong={
            "first, last, steps_up = 0, 2e-8, 234": "the start is a share of the peak",
            "first, last, steps_up = 0.005, 2e-8, 234": "the start is a share of the peak",
            "first, last, steps_up = 2e-4, 0, 234": "the end is a share of the peak",
            "first, last, steps_up = 2e-4, 8e-10, 234": "the end is a share of the peak",
            "first, last, steps_up = 2e-4, 2e-8, 391": "three tenths of all steps go up",
            "first, last, steps_up = 2e-4, 2e-8, 0.3": "three tenths of all steps go up",
            "first, last, steps_up = 2e-4, 2e-8, 469": "three tenths of all steps go up",
        },
    ),
    "move without wrapping": Answers(
        right=(
            """
def moved_down(pile, paper):
    n, _, width = pile.shape
    return np.concatenate([np.full((n, 1, width), paper), pile[:, :-1]], axis=1)
""",
            "def moved_down(pile, paper):\n    return np.pad(pile, ((0, 0), (1, 0), (0, 0)), constant_values=paper)[:, :-1]",
            """
def moved_down(pile, paper):
    found = np.roll(pile, 1, axis=1)
    found[:, 0] = paper
    return found
""",
        ),
        wrong={
            "def moved_down(pile, paper):\n    return np.roll(pile, 1, axis=1)": "it wraps",
            "def moved_down(pile, paper):\n    found = np.zeros_like(pile)\n    found[:, 1:] = pile[:, :-1]\n    return found": "the row that comes in is paper",
            "def moved_down(pile, paper):\n    pile[:, 1:] = pile[:, :-1]\n    pile[:, 0] = paper\n    return pile": "the pile that it was given has changed",
            "def moved_down(pile, paper):\n    return np.pad(pile, ((0, 0), (1, 0), (0, 0)), constant_values=paper)": "yours (2, 5, 3)",
            "def moved_down(pile, paper):\n    found = np.full_like(pile, paper)\n    found[:, :-1] = pile[:, 1:]\n    return found": "the row that comes in is paper",
            "def moved_down(pile, paper):\n    found = np.full_like(pile, paper)\n    found[1:] = pile[:-1]\n    return found": "the row that comes in is paper",
            "def moved_down(pile, paper):\n    found = np.full_like(pile, paper)\n    found[:, :, 1:] = pile[:, :, :-1]\n    return found": "the row that comes in is paper",
            "def moved_down(pile, paper):\n    found = pile.copy()\n    found[:, 0] = paper\n    return found": "every other row stands one row lower",
            "def moved_down(pile, paper):\n    np.roll(pile, 1, axis=1)": "the pile has the shape",
        },
    ),
}
