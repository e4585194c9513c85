from tests.answers import Answers

TALK = """
def talk(x, a, b, c, d):
    return a * x**2 + b * x + c + np.sin(d)


"""

ANSWERS = {
    "the gradient as a formula": Answers(
        right=(
            """
def formula(a, b):
    miss = line(x, a, b) - y
    return 2 * (miss * x).mean(), 2 * miss.mean()
""",
            """
def formula(a, b):
    table = np.stack([x, np.ones_like(x)], axis=1)
    return 2 / len(x) * table.T @ (table @ (a, b) - y)
""",
        ),
        wrong={
            """
def formula(a, b):
    miss = a * x + b - y
    return (miss * x).mean(), miss.mean()
""": "nudging gives something else",
            """
def formula(a, b):
    miss = a * x + b - y
    return 2 * miss * x, 2 * miss
""": "two slopes: along a, along b",
            """
def formula(a, b):
    miss = a * x + b - y
    return (2 * miss * x).sum(), (2 * miss).sum()
""": "nudging gives something else",
        },
    ),
    "the largest safe rate": Answers(
        right=(
            "safe = 2 / np.linalg.eigvalsh(2 / len(x) * np.array([[x @ x, x.sum()], [x.sum(), len(x)]])).max()",
            "safe = float(2 / np.linalg.norm(2 / len(x) * np.stack([x, x**0]) @ np.stack([x, x**0]).T, 2))",
        ),
        wrong={
            "safe = 0.79": "is too small",
            "safe = 0.83": "is too large",
            "safe = [0.808]": "one number",
            "safe = -0.5": "above 0",
        },
    ),
    "a knob that does nothing": Answers(
        right=(
            TALK + "def without(c, d):\n    return talk(0, 0, 0, c, d)",
            TALK + "without = lambda c, d: c - np.sin(-d)",
        ),
        wrong={
            TALK + "def without(c, d):\n    return c": "the curves are up to",
            TALK + "def without(c, d):\n    return c + d": "the curves are up to",
            TALK + "def without(c, d):\n    return c, 0": "one number: the new c",
            TALK + "def without(c, d):\n    print(c + np.sin(d))": "one number: the new c",
        },
    ),
}
