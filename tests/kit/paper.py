"""What stands on the pages of a PDF that Chromium printed.

A reader for that one writer: its objects are plain, its text is glyphs in hexadecimal digits, and each font
says which sign a glyph is.
"""

import re
import zlib

OFFSETS = re.compile(rb"^(\d{10}) \d{5} n", re.MULTILINE)
OBJECT = re.compile(rb"(\d+) 0 obj\b(.*?)(?:stream\n|endobj)", re.DOTALL)
LENGTH = re.compile(rb"/Length (\d+)")
KIDS = re.compile(rb"/Kids\s*\[([^\]]*)\]")
REFERENCE = re.compile(rb"(\d+) 0 R")
CONTENTS = re.compile(rb"/Contents (\d+) 0 R")
BOX = re.compile(rb"/MediaBox\s*\[([^\]]*)\]")
FONTS = re.compile(rb"/Font\s*<<(.*?)>>", re.DOTALL)
FONT = re.compile(rb"/(\w+) (\d+) 0 R")
UNICODE = re.compile(rb"/ToUnicode (\d+) 0 R")
PART = re.compile(rb"/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>|(BT)\b")
BLOCK = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)
HEX = re.compile(rb"<([0-9A-Fa-f]*)>")


class Paper:
    """The pages of a PDF: `sizes`, [(width, height)] in points, and `texts`, each in the order of the ink."""

    def __init__(self, pdf):
        self.pdf, self.objects, self.streams, self.signs = pdf, {}, {}, {}
        for offset in OFFSETS.findall(pdf, pdf.rindex(b"\nxref\n")):
            found = OBJECT.match(pdf, int(offset))
            self.objects[int(found[1])], self.streams[int(found[1])] = found[2], found.end()
        self.sizes, self.texts = [], []
        for page in self._pages():
            left, bottom, right, top = map(float, BOX.search(page)[1].split())
            self.sizes.append((right - left, top - bottom))
            self.texts.append(self._text(page))

    def _pages(self):
        """The dictionaries of all pages, in their order."""
        [catalogue] = [body for body in self.objects.values() if b"/Type /Catalog" in body]
        waiting = [int(re.search(rb"/Pages (\d+) 0 R", catalogue)[1])]
        while waiting:
            body = self.objects[waiting.pop(0)]
            kids = KIDS.search(body)
            if b"/Type /Pages" in body:
                waiting[:0] = [int(number) for number in REFERENCE.findall(kids[1])]
            else:
                yield body

    def _text(self, page):
        fonts = {name: int(number) for name, number in FONT.findall(FONTS.search(page)[1])}
        signs, said = {}, []
        for name, glyphs, begins in PART.findall(self._stream(int(CONTENTS.search(page)[1]))):
            if name:
                signs = self._signs(fonts[name])
            elif begins:
                said.append("\n")
            else:
                said += [signs.get(glyphs[at : at + 4].upper(), "") for at in range(0, len(glyphs), 4)]
        return "".join(said)

    def _signs(self, font):
        """{glyph: sign} of a font, a glyph being four hexadecimal digits."""
        if font not in self.signs:
            table = self._stream(int(UNICODE.search(self.objects[font])[1]))
            self.signs[font] = dict(
                pair for kind, block in BLOCK.findall(table) for pair in _pairs(kind, block)
            )
        return self.signs[font]

    def _stream(self, number):
        head, begin = self.objects[number], self.streams[number]
        content = self.pdf[begin : begin + int(LENGTH.search(head)[1])]
        return zlib.decompress(content) if b"/FlateDecode" in head else content


def _pairs(kind, block):
    codes = HEX.findall(block)
    if kind == b"char":
        yield from ((glyph.upper(), _sign(code)) for glyph, code in zip(codes[::2], codes[1::2], strict=True))
        return
    for first, last, code in zip(codes[::3], codes[1::3], codes[2::3], strict=True):
        for step in range(int(last, 16) - int(first, 16) + 1):
            yield b"%04X" % (int(first, 16) + step), _sign(b"%04X" % (int(code, 16) + step))


def _sign(code):
    return bytes.fromhex(code.decode()).decode("utf-16-be")
