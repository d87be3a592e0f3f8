// The table of events: filter, sort, page, and the download of what is filtered.

import { announce, empty, fill, h, heading, loading } from "../dom.js";
import { address, latest } from "../api.js";
import { alter, filterOf } from "../route.js";
import { COLUMNS, row } from "../eventlist.js";
import { filterBar } from "../filters.js";
import { pager } from "../pager.js";
import { many } from "../plover.js";

export const title = "Events";
const LIMIT = 50;

function sortButton(column, sort) {
  const up = column.sort, down = `-${column.sort}`;
  const first = column.down ? down : up;
  const next = sort === first ? (first === up ? down : up) : first;
  return h("th", {
    scope: "col", class: column.number ? "number" : null,
    "aria-sort": sort === up ? "ascending" : sort === down ? "descending" : null,
  }, column.sort ? h("button", { type: "button", onclick: () => alter({ sort: next, offset: null }) }, column.name) : column.name);
}

export async function open(root, params, app) {
  const bar = filterBar(app.about);
  const count = h("p", { class: "soft", role: "status" });
  const sheet = h("div", { class: "sheet right" });
  const menu = h("details", { class: "menu" }, h("summary", null, h("span", null, "Export")), sheet);
  const box = h("div");
  const ask = latest();
  root.append(heading(title, count, h("span", { class: "spacer" }), menu), bar.element, box);

  async function update(now) {
    bar.update();
    const filter = filterOf(now);
    const sort = now.get("sort") ?? "-date";
    const offset = Number(now.get("offset") ?? 0);
    fill(sheet, ...app.about.formats.map((format) =>
      h("a", { href: address("/api/events/export", new URLSearchParams([...filter, ["format", format]])), download: "" }, format)));
    await loading(box, async () => {
      const query = new URLSearchParams([...filter, ["sort", sort], ["limit", LIMIT], ["offset", offset]]);
      const { total, events } = await ask("/api/events", query);
      count.textContent = many(total, "event");
      announce(count.textContent);
      fill(box, total
        ? h("div", null, h("table", { class: "stack events" }, h("caption", { class: "unseen" }, "Events"),
          h("thead", null, h("tr", null, COLUMNS.map((column) => sortButton(column, sort)))),
          h("tbody", null, events.map(row))), pager(total, LIMIT, offset))
        : empty("No event", "Nothing in the store meets all these conditions.", "Take one away above, or widen the dates."));
    });
  }
  await update(params);
  return { update: (now) => { update(now); } };
}
