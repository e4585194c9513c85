"""What goes out is lighter than what is written, and says the same."""

from book.site.light import light_file, light_page

PAGE = """<html>
  <body dir="ltr"
        class="one">
    <p>Two
       words, <b>one</b>
    </p>
    <div class="highlight"><pre><span></span><code><span class="k">def</span><span class="w"> </span>\
<span class="nf">f</span>
    <span class="n">x</span> <span class="o">&lt;</span> <span class="sa">r</span><span class="s2">"n"</span>
</code></pre></div>
    <script>
      const a = 1;
    </script>
  </body>
</html>
"""


def test_our_modules_go_out_without_their_comments_and_else_as_they_are():
    module = b"// What it does\nexport const a = 1; // one\n\nconst b = () => {\n  // Why\n  return a;\n};\n"
    lines = b"export const a = 1; // one\n\nconst b = () => {\n  return a;\n};\n"
    assert light_file("assets/js/kit/a.js", module) == light_file("assets/js/logic/a.mjs", module) == lines
    assert light_file("assets/pyodide/b.mjs", module) == light_file("assets/js/kit/a.css", module) == module


def test_a_page_goes_out_without_indentation_and_without_elements_that_no_style_colours():
    assert light_page(PAGE) == (
        '<html>\n<body dir="ltr"\n        class="one">\n<p>Two\nwords, <b>one</b>\n</p>\n'
        '<div class="highlight"><pre><code><span class="k">def</span> <span class="nf">f</span>\n'
        '    x <span class="o">&lt;</span> r<span class="s2">"n"</span>\n</code></pre></div>\n'
        "<script>\n      const a = 1;\n    </script>\n</body>\n</html>\n"
    )
