// The text beside its cards: what the article's page and the paste box share.

import { h } from "./dom.js";
import { card } from "./card.js";
import { many } from "./plover.js";
import { ROLES, legend, quadLegend, reading } from "./reading.js";

/**
 * `text`, `record` and `marks` as the server gives them. `chosen(id)` hears of each choice; `tools`,
 * `readings`, `stories` as in a card. The answer has `element`, `choose(id)`, and the `reading`.
 */
export function desk({ text, record, marks, stories = {}, tools = null, readings = null, chosen = () => {}, aside = null }) {
  const index = new Map(record.events.map((event, i) => [event.id, i]));
  const shown = new Set(ROLES.map(({ role }) => role));
  let current = null;

  const point = (id) => { view.glance(id); for (const one of cards) one.near(one.id === id); };
  const choose = (id, { from = "card", quiet = false } = {}) => {
    current = id;
    view.light(id);
    element.classList.toggle("from-text", from === "text" && id !== null);
    for (const one of cards) one.light(one.id === id);
    if (id && from === "text") cards[index.get(id)]?.element.scrollIntoView({ block: "nearest", behavior: "smooth" });
    else if (id) view.scrollTo(id);
    if (!quiet) chosen(id);
  };
  const labelled = record.events.map((event) => ({
    ...event, links: event.links.map((link) => ({ ...link, label: record.events[index.get(link.event)]?.type })),
  }));
  const cards = labelled.map((event, i) => card(event, i, {
    index, choose, point, tools, readings, story: stories[event.id],
  }));
  const view = reading(text, record, marks, {
    choose: (id) => choose(id, { from: "text" }),
    point: (ids) => { for (const one of cards) one.near(ids.includes(one.id)); },
  });
  const list = h("section", { class: "cards", "aria-label": "Events" },
    h("h2", null, record.events.length ? many(record.events.length, "event") : "No event"),
    record.events.length ? quadLegend() : h("p", { class: "soft" }, "Nothing in this text is a political event, as far as the coder can tell."),
    h("div", null, cards.map((one) => one.element)));
  const notes = [...(record.errors ?? []), ...(record.warnings ?? [])];
  const element = h("div", { class: "desk" },
    h("section", { class: "page", "aria-label": "Text" }, legend(shown, (kinds) => view.show(kinds)),
      notes.length ? h("ul", { class: "notes small" }, notes.map((note) => h("li", null, note))) : null,
      view.element, aside),
    list);
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && current !== null && !event.target.closest("form")) {
      const last = current;
      choose(null);
      cards[index.get(last)]?.focus();
    }
  });
  return { element, choose, reading: view, get current() { return current; } };
}
