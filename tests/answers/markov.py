from tests.answers import Answers

LIVING = "living = T[:3, :3]\n"

ANSWERS = {
    "one year": Answers(
        right=(
            "after = T.T @ s",
            "after = [sum(share * chance for share, chance in zip(s, column)) for column in T.T]",
        ),
        wrong={
            "after = T @ s": "they sum to 0.911: everybody must be somewhere next year",
            "after = s * T": "a share for each of the four states is (4,), this is (4, 4)",
            "after = s[None] @ T": "a share for each of the four states is (4,), this is (1, 4)",
            "after = T[0]": "add up, for each state, what arrives there from all four",
        },
    ),
    "more than half": Answers(
        right=(
            "year = int(np.argmax([(s @ np.linalg.matrix_power(T, y))[3] > 0.5 for y in range(40)]))",
            """
shares, year = s, 0.0
while shares[3] <= 0.5:
    shares, year = shares @ T, year + 1
""",
        ),
        wrong={
            "year = 18": "in year 18 it is 0.4789: not yet",
            "year = 25": "in the year before it was",
            "year = 18.8": "a whole number of years from today, not 18.8",
            "year = [y for y in range(19, 21)]": "one year, a number: this is (2,)",
        },
    ),
    "exact years": Answers(
        right=(
            LIVING + "expected = np.linalg.inv(np.eye(3) - living).sum(axis=1)",
            LIVING
            + """
expected = [0.0, 0.0, 0.0]
for _ in range(2000):
    expected = [1 + sum(living[i] * expected) for i in range(3)]
""",
        ),
        wrong={
            LIVING + "expected = np.linalg.solve(np.eye(3) - living.T, np.ones(3))": "far from what",
            LIVING
            + "expected = [years_lived(T, start).mean() for start in range(3)]": "close, but by chance",
            LIVING + "expected = np.linalg.inv(np.eye(3) - living)": "is (3,), this is (3, 3)",
            LIVING + "expected = 1 / (1 - living.diagonal())": "far from what the simulation counts",
        },
    ),
}
