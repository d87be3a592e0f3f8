// What the drawn views share: the libraries, loaded when first needed, and colours from the style sheet.

const loaded = new Map();

function script(address) {
  if (!loaded.has(address)) {
    loaded.set(address, new Promise((done, failed) => {
      const element = document.createElement("script");
      element.src = address;
      element.onload = done;
      element.onerror = () => failed(new Error(`${address} cannot be loaded.`));
      document.head.append(element);
    }));
  }
  return loaded.get(address);
}

/** d3, whole. */
export async function d3() {
  await script("/static/vendor/d3/d3.min.js");
  return window.d3;
}

/** The countries as GeoJSON and the borders between them. */
export async function world() {
  const [atlas] = await Promise.all([
    fetch("/static/vendor/world-atlas/countries-110m.json").then((answer) => answer.json()),
    script("/static/vendor/topojson-client/topojson-client.min.js"),
  ]);
  const { topojson } = window;
  return {
    land: topojson.feature(atlas, atlas.objects.land),
    borders: topojson.mesh(atlas, atlas.objects.countries, (a, b) => a !== b),
  };
}

/** The first day of a period of a series, as a Date in UTC. */
export function start(name) {
  const quarter = name.match(/^(\d{4})-Q(\d)$/);
  if (quarter) return new Date(Date.UTC(quarter[1], 3 * (quarter[2] - 1), 1));
  const [y, m = 1, d = 1] = name.split("-").map(Number);
  return new Date(Date.UTC(y, m - 1, d));
}

/** Draws again when the width of an element changes; the answer stops it. */
export function onWidth(element, draw) {
  let width = 0;
  const observer = new ResizeObserver(([entry]) => {
    const now = Math.round(entry.contentRect.width);
    if (now && Math.abs(now - width) > 1) { width = now; requestAnimationFrame(() => draw(width)); }
  });
  observer.observe(element);
  return () => observer.disconnect();
}
