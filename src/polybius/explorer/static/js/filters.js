// The bar of conditions that Events, Pair, Map and Network share. All of it stands in the address.

import { debounce, field, fill, h, select } from "./dom.js";
import { get } from "./api.js";
import { FILTERS, alter, filterOf } from "./route.js";
import { QUADS, SIGNS, glyph, number } from "./plover.js";

const NAMES = {
  actor: "actor", recipient: "recipient", party: "either side", type: "type", mode: "mode", context: "context", quad: "class",
  status: "status", background: "background", since: "since", until: "until", where: "place", source: "publisher",
  claimed: "claim", min_confidence: "confidence from", text: "words", document: "article", story: "story", verdict: "judged",
};
const HINTS = { actor: "RUS, MIL, Putin", recipient: "France", where: "Aleppo, SYR", source: "name" };
const RARE = ["source", "claimed", "text", "min_confidence"];
let lists = 0;

const set = (changes) => alter({ ...changes, offset: null });
const values = (key) => new URLSearchParams(location.search).getAll(key);

/** A text box that adds one more value of a condition, with suggestions from the store. */
function adding(key, label) {
  const list = h("datalist", { id: `list${++lists}` });
  const input = h("input", { list: list.id, placeholder: HINTS[key] ?? "", autocomplete: "off", enterkeyhint: "search", "data-key": key });
  const suggest = debounce(async () => {
    if (!input.value.trim()) return;
    const found = await get("/api/suggest", { q: input.value.trim(), field: key === "recipient" ? "actor" : key, limit: 8 }).catch(() => null);
    fill(list, ...(found?.suggestions ?? []).map((item) =>
      h("option", { value: item.value }, [item.label, item.events ? number(item.events) : null].filter(Boolean).join(", "))));
  }, 120);
  input.addEventListener("input", suggest);
  input.addEventListener("change", () => {
    const value = input.value.trim();
    input.value = "";
    if (value && !values(key).includes(value)) set({ [key]: [...values(key), value] });
  });
  const element = field(label, input);
  element.append(list);
  return element;
}

/** A box whose value is the condition's only one. */
function single(key, label, input) {
  input.dataset.key = key;
  input.addEventListener("change", () => set({ [key]: input.value.trim() }));
  return field(label, input);
}

/** A menu of ticks in groups, with how many of what the filter leaves each has. */
function ticks(key, label, groups) {
  const counts = new Map();
  const summary = h("span");
  const sheet = h("div", { class: "sheet" });
  for (const [name, options] of groups) {
    sheet.append(h("fieldset", null, name ? h("legend", null, QUADS.includes(name) ? [glyph(name), " "] : null, name) : null,
      options.map((option) => {
        const count = h("span", { class: "soft small" });
        counts.set(option, count);
        return h("label", { class: "tick" },
          h("input", { type: "checkbox", value: option, onchange: (event) => set({
            [key]: event.target.checked ? [...values(key), option] : values(key).filter((v) => v !== option),
          }) }), h("span", { style: { flex: 1 } }, option), count);
      })));
  }
  const menu = h("details", { class: "menu" }, h("summary", { "aria-label": label }, summary), sheet);
  menu.addEventListener("toggle", async () => {
    if (!menu.open) return;
    const facets = await get("/api/facets", filterOf(new URLSearchParams(location.search))).catch(() => null);
    const known = new Map(facets?.[key] ?? []);
    for (const [option, element] of counts) element.textContent = known.has(option) ? number(known.get(option)) : "";
  });
  const update = () => {
    const now = values(key);
    summary.textContent = now.length ? (now.length > 2 ? `${now.length} chosen` : now.join(", ")) : "any";
    for (const input of sheet.querySelectorAll("input")) input.checked = now.includes(input.value);
  };
  return { element: h("div", { class: "field" }, h("span", { class: "label", "aria-hidden": "true" }, label), menu), update };
}

/** What is asked for now, each with a button that takes it away. */
function chips(without) {
  const params = new URLSearchParams(location.search);
  const out = [];
  for (const key of FILTERS) {
    if (without.includes(key)) continue;
    for (const value of params.getAll(key)) {
      out.push(h("button", { class: "chip", type: "button", "aria-label": `Take away ${NAMES[key]} ${value}`,
        onclick: () => set({ [key]: values(key).filter((v) => v !== value) }) },
      h("span", { class: "soft" }, NAMES[key]), ` ${SIGNS[value] ?? ""} ${value} `, h("span", { "aria-hidden": "true" }, "×")));
    }
  }
  if (out.length > 1) out.push(h("button", { class: "plain small", type: "button", onclick: () => set(Object.fromEntries(FILTERS.filter((key) => !without.includes(key)).map((key) => [key, null]))) }, "Clear all"));
  return out;
}

/** The bar. `without` names conditions that the view sets itself. `update()` shows the address. */
export function filterBar(about, without = []) {
  const types = ticks("type", "Type", QUADS.map((quad) => [quad, about.types.filter((t) => t.quad === quad).map((t) => t.type)]));
  const statuses = ticks("status", "Status", [["", about.statuses]]);
  const confident = h("input", { type: "range", min: 0.5, max: 0.95, step: 0.05 });
  const since = h("input", { placeholder: "2016-10", size: 10 });
  const until = h("input", { placeholder: "2016-12-31", size: 10 });
  const words = h("input", { type: "search", placeholder: "in the sentence" });
  const claimed = select([["", "any"], ["any", "somebody says so"], ["none", "nobody named"], ["asserts", "asserted"], ["denies", "denied"], ["questions", "questioned"]], "");
  const confidenceField = single("min_confidence", "Confidence from 0.50", confident);
  confident.addEventListener("input", () => { confidenceField.firstChild.textContent = `Confidence from ${Number(confident.value).toFixed(2)}`; });
  const parts = [
    ["actor", adding("actor", "Actor")], ["recipient", adding("recipient", "Recipient")], ["type", types.element],
    ["status", statuses.element], ["since", single("since", "From", since)], ["until", single("until", "To", until)],
    ["where", adding("where", "Place")], ["source", adding("source", "Publisher")], ["claimed", single("claimed", "Who says so", claimed)],
    ["text", single("text", "Words", words)], ["min_confidence", confidenceField],
  ].filter(([key]) => !without.includes(key));
  // What is asked for less often stands behind a button, unless it is asked for now.
  const rare = parts.filter(([key]) => RARE.includes(key)).map(([, element]) => element);
  const more = h("button", { class: "button more-button", type: "button", "aria-expanded": "false", onclick: () => unfold(rare[0].hidden) }, "More");
  const unfold = (open) => {
    for (const element of rare) element.hidden = !open;
    more.setAttribute("aria-expanded", String(open));
    more.textContent = open ? "Fewer" : "More";
  };
  unfold(RARE.some((key) => values(key).length));
  const chosen = h("div", { class: "chosen", role: "group", "aria-label": "Conditions" });
  const summary = h("summary", null, "Filter");
  const fold = h("details", { class: "fold", open: matchMedia("(min-width: 46.01rem)").matches }, summary,
    h("form", { class: "filters", role: "search", "aria-label": "Filter events", onsubmit: (event) => event.preventDefault() }, parts.map(([, element]) => element), more));
  const update = () => {
    const params = new URLSearchParams(location.search);
    types.update();
    statuses.update();
    for (const [input, key] of [[since, "since"], [until, "until"], [words, "text"], [claimed, "claimed"]]) {
      if (document.activeElement !== input) input.value = params.get(key) ?? "";
    }
    confident.value = params.get("min_confidence") ?? 0.5;
    confidenceField.firstChild.textContent = `Confidence from ${Number(confident.value).toFixed(2)}`;
    const now = chips(without);
    fill(chosen, ...now);
    const n = filterOf(params).size;
    summary.textContent = n ? `Filter (${n})` : "Filter";
  };
  update();
  return { element: h("div", { class: "filterbar" }, fold, chosen), update };
}
