"""The page's own Matplotlib: a plot becomes a picture as plain data, which the page draws.

It has what stands here and no more. The book reads off this code which cells run in the page, and
a reader's code that asks for more is told what there is instead.
"""


class Settings(dict):
    """The settings that the page knows."""

    def __setitem__(self, name, value):
        if name not in self:
            raise KeyError(f"the page's own Matplotlib has no setting {name}, only {', '.join(self)}")
        super().__setitem__(name, value)

    def update(self, *others, **more):
        for name, value in dict(*others, **more).items():
            self[name] = value


rcParams = Settings({"figure.figsize": (7, 3.2), "lines.linewidth": 2})
