// Pages of a long list; the page stands in the address as `offset`.

import { h } from "./dom.js";
import { changed, to } from "./route.js";
import { number } from "./plover.js";

export function pager(total, limit, offset) {
  if (total <= limit) return null;
  const params = new URLSearchParams(location.search);
  const link = (at, label) => at === null
    ? h("span", { class: "soft" }, label)
    : h("a", { class: "button", href: to(location.pathname, changed(params, { offset: at || null })) }, label);
  return h("nav", { class: "pager", "aria-label": "Pages" },
    link(offset > 0 ? Math.max(0, offset - limit) : null, "Previous"),
    h("span", null, `${number(offset + 1)}–${number(Math.min(total, offset + limit))} of ${number(total)}`),
    link(offset + limit < total ? offset + limit : null, "Next"));
}
