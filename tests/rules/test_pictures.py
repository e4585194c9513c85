"""Pictures: their files, their names, their alt texts."""

import pytest

from tests.rules.good import FENCE, said


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("![a dot](assets/dt.png)", "3: there is no picture `assets/dt.png`: did you mean `assets/dot.png`?"),
        (
            "![](assets/dot.png)",
            "3: `assets/dot.png` has no alt text: say between the brackets what there is to see",
        ),
        (
            "![Dot.PNG](assets/dot.png)",
            "3: the alt text `Dot.PNG` only repeats the file name: say what there is to see",
        ),
        (
            "![a dot](https://example.org/dot.png)",
            "3: the picture comes from elsewhere (`example.org`): put the file into `docs/assets/` and "
            "show that",
        ),
        (
            "![a dot](data:image/png;base64,AAAA)",
            "3: the picture comes from elsewhere (`data:`): put the file into `docs/assets/` and show that",
        ),
        (
            "![a dot](//example.org/dot.png)",
            "3: the picture comes from elsewhere (`example.org`): put the file into `docs/assets/` and "
            "show that",
        ),
        (
            "![a dot][d]\n\n[d]: http://example.org/dot.png",
            "3: the picture comes from elsewhere (`example.org`): put the file into `docs/assets/` and "
            "show that",
        ),
        *(
            (
                f"{FENCE}{line}",
                "7: nothing compares this figure with its cell: put "
                "`![what it shows](path)`, and nothing else, on a line below it",
            )
            for line in (
                "![A three](figures/a/3.svg) and words",
                "![A three](<figures/a/3.svg>)",
                " ![A three](figures/a/3.svg)",
            )
        ),
        ("![a dot](https://[a:b])", "3: `https://[a:b]` is no address: correct it"),
        (
            f"{FENCE}![first three](figures/a/first-three.svg)",
            "7: the alt text `first three` only repeats the file name: say what there is to see",
        ),
        (
            f"{FENCE}![A three](figures/b/three.svg)",
            "7: `figures/b/three.svg` breaks the one-stem rule: write `figures/a/three.svg`",
        ),
        (
            f"{FENCE}![A three](figures/a/First_Three.png)",
            "7: `figures/a/First_Three.png` breaks the one-stem rule: write `figures/a/first-three.svg`",
        ),
    ],
)
def test_each_fault_of_a_chapter_has_its_line(tmp_path, text, fault):
    expected = [fault] if isinstance(fault, str) else fault
    assert said(tmp_path, f"# Title\n\n{text}\n") == [f"docs/a.md:{one}" for one in expected]
