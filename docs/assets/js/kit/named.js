// What a block of code is called where nobody sees it: by its number and the heading above it.

const HEADINGS = "article :is(h1, h2, h3, h4)";

// For a label: "cell 3: Prices", or "Prices" where it is no cell
export function nameOf(block) {
  return [numberOf(block), headingOf(block)].filter(Boolean).join(": ");
}

// In a sentence: "cell 3 (Prices)"
export function spokenOf(block) {
  const heading = headingOf(block);
  return heading ? `${numberOf(block)} (${heading})` : numberOf(block);
}

const numberOf = ({ dataset: { cell } }) => (cell ? `cell ${Number(cell) + 1}` : "");

function headingOf(block) {
  const exercise = block.closest("details:not(.check)")?.querySelector("summary");
  const before = (heading) =>
    heading.compareDocumentPosition(block) & Node.DOCUMENT_POSITION_FOLLOWING;
  const heading = exercise ?? [...document.querySelectorAll(HEADINGS)].findLast(before);
  return heading ? words(heading) : "";
}

// Its own words, without a link to itself and the mark of what is solved
const words = ({ childNodes }) =>
  [...childNodes]
    .filter((node) => !node.matches?.(".headerlink, .solved"))
    .map(({ textContent }) => textContent)
    .join("")
    .trim();
