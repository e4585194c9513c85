"""What an expression gives, in NumPy and in PyTorch: the lines of the cheat sheet."""

import warnings

import numpy as np
import torch

NUMPY, PYTORCH = "NumPy", "PyTorch"
OWN = {NUMPY: (np.ndarray, np.generic), PYTORCH: (torch.Tensor,)}
STRICT = ("dot", "mv", "mm", "bmm")  # PyTorch's products that take one rank alone
RAISES = "raises"
NONE = ("", RAISES)
LACKS = (AttributeError, NameError, TypeError)


class Sheet:
    """Runs an expression in NumPy, then in PyTorch, and says which shape comes out.

    Takes what the expressions name: a shape, (size, ...), becomes an array and a tensor
    of the same random float32 numbers. All else, a layer or a number, stays what it is.
    """

    def __init__(self, **named):
        rng = np.random.default_rng(0)
        here = {NUMPY: {"np": np}, PYTORCH: {"np": np, "torch": torch}}
        for name, given in named.items():
            if isinstance(given, tuple):
                array = rng.random(given, dtype=np.float32)
                here[NUMPY][name] = array
                here[PYTORCH][name] = torch.tensor(array)
            else:
                here[NUMPY][name] = here[PYTORCH][name] = given
        self.here = here

    def gives(self, expression):
        """A shape, or `raises`, where both agree; else the library that gives it.

        Raises ValueError for what neither library has.
        """
        said = {library: self.told(expression, library) for library in OWN}
        if not any(said.values()):
            raise ValueError(f"neither library has {expression}")
        if len({*said.values()}) == 1:
            return said[NUMPY]
        with_shapes = [library for library in OWN if said[library] not in NONE]
        words = ", ".join(f"{library} {said[library]}" for library in with_shapes)
        return words or RAISES

    def told(self, expression, library=PYTORCH):
        """The shape that a library gives, or `raises`; "" for what is not its own."""
        try:
            result = self.run(expression, library)
        except LACKS:
            return ""
        except (IndexError, RuntimeError, ValueError):
            return RAISES
        results = result if isinstance(result, tuple) else (result,)
        if not all(isinstance(each, (int, *OWN[library])) for each in results):
            return ""
        return " and ".join(f"{shape_of(each)}" for each in results)

    def run(self, expression, library):
        """What it gives. Raises what it raises; no warning is shown."""
        with warnings.catch_warnings(action="ignore"), torch.no_grad():
            return eval(expression, dict(self.here[library]))

    def same(self, in_numpy, in_pytorch):
        """The shape of what two expressions give. Raises ValueError if they differ."""
        array, tensor = self.run(in_numpy, NUMPY), self.run(in_pytorch, PYTORCH)
        tensor = np.asarray(tensor)
        if shape_of(array) != shape_of(tensor) or not np.allclose(array, tensor):
            raise ValueError(f"{in_numpy} is not {in_pytorch}")
        return f"{shape_of(array)}"

    def letters(self, letters, product):
        """The letters, once einsum gives what `product`, such as "m @ n", gives.

        Raises ValueError if it does not, in one of the libraries.
        """
        a, b = product.split(" @ ")
        self.same(product, product)
        self.same(product, f'torch.einsum("{letters}", {a}, {b})')
        self.same(f'np.einsum("{letters}", {a}, {b})', product)
        return letters

    def strict(self, a, b):
        """Which of PyTorch's strict products is `a @ b`; `–` where none takes them."""
        for name in STRICT:
            if self.told(call := f"torch.{name}({a}, {b})") not in NONE:
                self.same(f"{a} @ {b}", call)
                return f"torch.{name}"
        return "–"


def shape_of(result):
    """The shape of an array or a tensor as a tuple; a number of Python is itself."""
    return tuple(result.shape) if hasattr(result, "shape") else result
