// The server counts code points, the browser UTF-16 units: one table turns one into the other.

/** `slice(start, end)` and `fromUnits(unit)` for a text, in code points. */
export function offsets(text) {
  if (!/[\ud800-\udfff]/.test(text)) {
    return { length: text.length, slice: (a, b) => text.slice(a, b), fromUnits: (u) => u };
  }
  const units = [];
  for (let unit = 0; unit < text.length; unit += text.codePointAt(unit) > 0xffff ? 2 : 1) units.push(unit);
  const length = units.length;
  units.push(text.length);
  return {
    length,
    slice: (a, b) => text.slice(units[a], units[b]),
    fromUnits: (unit) => {
      let low = 0, high = length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (units[middle] < unit) low = middle + 1;
        else high = middle;
      }
      return low;
    },
  };
}
