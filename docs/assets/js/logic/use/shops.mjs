// Shopping lists and prices, without a page: the bills, and who goes where. See the chapter `shops`.

import { sumOfProducts } from "../product.mjs";

export const GOODS = ["roll", "bun", "cake", "bread"];
export const START = {
  q: [
    [6, 5, 3, 1],
    [3, 6, 2, 2],
    [3, 4, 3, 1],
  ],
  p: [
    [1.5, 1],
    [2, 2.5],
    [5, 4.5],
    [16, 17],
  ],
};

// Q @ P, every digit of it: a row a person, a column a shop
export function billsOf({ q, p }) {
  return q.map((list) => p[0].map((_, shop) => bill(list, p, shop)));
}

const bill = (list, p, shop) =>
  sumOfProducts(
    list,
    p.map((row) => row[shop]),
  );

// A bill as a sum: 6·1 + 5·2.5 + 3·4.5 + 1·17 = 49
export function sumOf({ q, p }, person, shop) {
  const terms = q[person].map((count, good) => `${count}·${p[good][shop]}`);
  return `${terms.join(" + ")} = ${bill(q[person], p, shop)}`;
}

// For each person: the shops that are as cheap as the cheapest, and what these spare them
export function choicesOf(bills) {
  return bills.map((row) => {
    const costs = row.map(Number);
    const least = Math.min(...costs);
    const shops = costs.flatMap((cost, shop) => (cost === least ? [shop] : []));
    return { shops, saves: sumOfProducts([Math.max(...costs), -least], [1, 1]) };
  });
}

// Where a person goes, in words
export function told({ shops, saves }, person) {
  const name = `Person ${person + 1}`;
  if (shops.length > 1) return `${name} may toss a coin: a tie. argmin says shop ${shops[0] + 1}.`;
  return `${name} goes to shop ${shops[0] + 1} and saves ${saves}.`;
}
