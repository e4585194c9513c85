"""Formulas of the kinds that an introduction to machine learning needs, and a page that holds them."""

FORMULAS = (
    r"\|\mathbf{x}\|_2 = \sqrt{\sum_{i=1}^n x_i^2}",
    r"\|\mathbf{x}\|_p = \left(\sum_{i=1}^n \left|x_i\right|^p\right)^{1/p}",
    r"\left\| \mathbf{X} \right\|_\textrm{F} = \sqrt{\sum_{i=1}^m \sum_{j=1}^n x_{ij}^2}",
    r"\mathbf{A} = \begin{bmatrix} a_{11} & \cdots & a_{1n} \\ \vdots & \ddots & \vdots \\ a_{m1} & \cdots & a_{mn} \end{bmatrix}",
    r"\mathbf{x}^\top \mathbf{y} = \sum_{i=1}^{d} x_i y_i",
    r"\begin{pmatrix} 1 \\ 2 \end{pmatrix}^\top \odot \mathbf{A}[i, {:}]",
    r"\operatorname{relu}(x) = \begin{cases} 0 & \text{if } x < 0 \\ x & \text{otherwise} \end{cases}",
    r"\{1, 2, \ldots, 6\} \cap \{x \mid x > 3\} = \{.5\}^c",
    r"P\left(\bigcup_{i=1}^{\infty} \mathcal{A}_i\right) = \sum_{i=1}^{\infty} P(\mathcal{A}_i)",
    r"\begin{aligned} f(x) &= (x + 1)^2 \\[2pt] &= x^2 + 2x + 1 \end{aligned}",
    r"f'(x) = \lim_{h \rightarrow 0} \frac{f(x+h) - f(x)}{h}",
    r"\nabla_{\mathbf{x}} f(\mathbf{x}) = \left[\frac{\partial f}{\partial x_1}, \ldots, \frac{\partial f}{\partial x_n}\right]^\top",
    r"\left.\frac{dy}{dx}\right|_{x=0} = \frac{dy}{du} \frac{du}{dx}",
    r"P(A \mid B) = \frac{P(B \mid A)\, P(A)}{P(B)}",
    r"E_{x \sim P}[f(x)] \stackrel{\mathrm{def}}{=} \int f(x)\, p(x)\, dx",
    r"\mathrm{Var}[X] = E[X^2] - E[X]^2 {=: \sigma^2}",
    r"p(x) = \frac{1}{\sqrt{2 \pi \sigma^2}} \exp\left(-\frac{(x - \mu)^2}{2 \sigma^2}\right)",
    r"\hat{y} = \operatorname*{argmax}_j \frac{e^{o_j}}{\sum_k e^{o_k}}",
    r"\mathbf{W} \in \mathbb{R}^{d \times q}, \quad \mathbf{b} \in \mathbb{R}^{1 \times q}",
    r"\boldsymbol{\Sigma}_{i,[j]}(x) = a[i][j](k) \underbrace{+ \cdots +}_{n}",
    r"\Bigl\{ x \Bigr\} = \big\langle y, \big\|z\big\| \big\rangle",
    r"x^{(i)}_{*} * y^{*}_{j} = _x \lfloor z \rfloor",
)


def page_of(formulas):
    """A chapter with all `formulas` in each of the forms, and in each place, where one may stand."""
    rows = ["# Write formulas", "", "You will read formulas and look at how they are set.", ""]
    for number, tex in enumerate(formulas):
        lined = tex.replace(" = ", "\n= ").replace(" + ", "\n+ ").replace(r"\\ ", "\\\\\n")
        barred = tex.replace("|", r"\vert ") if r"\|" not in tex else "x"
        rows += [f"## Part {number}", ""]
        rows += [f"**It** is ${tex}$, *and* \\({tex}\\) too.", ""]
        rows += [f"In a line of *its* own $${tex}$$ and \\[{tex}\\] it stands.", ""]
        rows += [
            f"$${tex}$$",
            "",
            f"\\[{tex}\\]",
            "",
            f"$$\n{lined}\n$$",
            "",
            f"So\n$$\n{lined}\n$$\nholds.",
            "",
        ]
        rows += [
            f"- one ${tex}$",
            f"- two\n\n    $${tex}$$",
            "",
            f"> It is ${tex}$, so\n>\n> $$\n> {tex}\n> $$",
            "",
        ]
        rows += ["| left | right |", "|---|---|", f"| ${barred}$ | {number} |", ""]
        rows += [f"[To ${tex}$](#part-{number}) and\nwrapped ${lined}$ *on*.", ""]
    return "\n".join(rows) + "\n"
