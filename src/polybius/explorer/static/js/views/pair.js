// Two actors over time: the balance of what they did, cooperation against conflict, and type by type.

import { announce, debounce, empty, failure, field, fill, h, heading, loading, segmented } from "../dom.js";
import { get, latest } from "../api.js";
import { alter, filterOf, to } from "../route.js";
import { d3 as load, onWidth } from "../draw.js";
import { eventList } from "../eventlist.js";
import { filterBar } from "../filters.js";
import { many, nameOf, period as named, score, sides } from "../plover.js";
import { drawPair, turn } from "../pairchart.js";
import { storyList } from "../storylist.js";

export const title = "Pair";
const PERIODS = ["day", "week", "month", "quarter", "year"];
const WITHOUT = ["actor", "recipient", "party"];

function side(label, key) {
  const list = h("datalist", { id: `pair-${key}` });
  const input = h("input", { list: list.id, autocomplete: "off", required: true });
  input.addEventListener("input", debounce(async () => {
    const found = await get("/api/suggest", { q: input.value.trim(), field: "actor", limit: 8 }).catch(() => null);
    fill(list, ...(found?.suggestions ?? []).map((item) => h("option", { value: item.value }, item.label)));
  }, 120));
  input.addEventListener("change", () => { if (input.value.trim()) alter({ [key]: input.value.trim(), at: null }); });
  const element = field(label, input);
  element.append(list);
  return { element, input };
}

const direction = (way) => h("li", null,
  h("b", null, way.recipient ? `${nameOf(way.actor)} → ${nameOf(way.recipient)}` : `${way.actor.split(", ").map(nameOf).join(" and ")} together`),
  h("span", null, many(way.events, "event")),
  sides(way),
  h("span", { class: "soft" }, way.score === null ? "" : `mean ${score(way.score)}`));

function table(periods, by) {
  return h("details", { class: "figures" }, h("summary", null, "The figures as a table"),
    h("div", { class: "scroll" }, h("table", null, h("caption", { class: "unseen" }, "Events by period"),
      h("thead", null, h("tr", null, ["Period", "Cooperation", "Conflict", "Mean score", "Types"].map((name, i) => h("th", { scope: "col", class: i && i < 4 ? "number" : null }, name)))),
      h("tbody", null, periods.filter((p) => p.events).map((p) => h("tr", null,
        h("th", { scope: "row" }, h("button", { class: "plain", type: "button", onclick: () => alter({ at: p.period }) }, named(p.period, by))),
        h("td", { class: "number" }, p.cooperation), h("td", { class: "number" }, p.conflict), h("td", { class: "number" }, score(p.score)),
        h("td", null, Object.entries(p.types).map(([type, n]) => `${type} ${n}`).join(", "))))))));
}

async function suggestions(box) {
  const { pairs } = await get("/api/dyad/suggest", filterOf(new URLSearchParams(location.search)));
  fill(box, pairs.length
    ? h("div", { class: "state" }, h("h2", null, "Choose two actors"), h("p", { class: "soft" }, "A country, a sector, or part of a name. Those who deal most with each other here:"),
      h("ul", { class: "pairs" }, pairs.map((pair) => h("li", null, h("a", { href: to("/pair", { one: pair.one, other: pair.other }) }, `${nameOf(pair.one)} – ${nameOf(pair.other)}`), h("span", { class: "soft" }, ` ${many(pair.events, "event")}`)))))
    : empty("No pair", "No two countries act on each other in what is filtered."));
}

export async function open(root, params, app) {
  const one = side("One side", "one"), other = side("Other side", "other");
  const bar = filterBar(app.about, WITHOUT);
  const periods = h("div");
  const swap = h("button", { class: "button", type: "button", "aria-label": "Change sides", onclick: () => alter({ one: other.input.value, other: one.input.value }) }, "⇄");
  const box = h("div"), below = h("section", { class: "below", "aria-label": "Events of the chosen period", "aria-live": "polite" });
  const ask = latest(), askBelow = latest();
  let stop = () => {};
  let last = null;
  root.append(heading(title), h("form", { class: "pairform", onsubmit: (event) => event.preventDefault() }, one.element, swap, other.element, periods), bar.element, box, below);

  async function showPeriod(now, by) {
    const at = now.get("at") ?? last.latest;
    await loading(below, async () => {
      const query = new URLSearchParams([...filterOf(now), ["one", now.get("one")], ["other", now.get("other")], ["by", by], ["period", by === "week" ? `${at}/week` : at], ["limit", 100]]);
      for (const key of WITHOUT) query.delete(key);
      if (!query.has("status")) query.set("status", "actual");
      const { total, events } = await askBelow("/api/dyad/events", query);
      const ids = [...new Set(events.map((event) => event.story).filter(Boolean))].slice(0, 40);
      const told = ids.length ? await get("/api/stories", { story: ids, limit: 40 }).catch(() => ({ stories: [] })) : { stories: [] };
      const stories = told.stories.filter((story) => ids.includes(story.id));
      fill(below, h("div", { class: "twocol" },
        h("div", null, h("div", { class: "pagehead" }, h("h2", null, `${named(at, by)[0].toUpperCase()}${named(at, by).slice(1)}`), h("span", { class: "soft" }, many(total, "event"))),
        events.length ? eventList(events) : h("p", { class: "soft" }, "Nothing happened between them then.")),
        h("div", null, h("h2", null, "Stories"), stories.length ? storyList(stories) : h("p", { class: "soft" }, "No story is known of these events."))));
    });
  }

  async function update(now) {
    bar.update();
    const by = now.get("by") ?? "month";
    for (const [key, part] of [["one", one], ["other", other]]) if (document.activeElement !== part.input) part.input.value = now.get(key) ?? "";
    fill(periods, segmented("Period", "by", PERIODS, by, (value) => alter({ by: value, at: null })));
    if (!now.get("one") || !now.get("other")) { stop(); below.replaceChildren(); return suggestions(box); }
    const shared = new URLSearchParams([...filterOf(now), ["one", now.get("one")], ["other", now.get("other")], ["by", by]]);
    for (const key of WITHOUT) shared.delete(key);
    const at = now.get("at");
    if (last?.key === shared.toString()) { last.select(at); return showPeriod(now, by); }
    box.classList.add("loading");
    try {
      const [answer, d3] = await Promise.all([ask("/api/dyad", shared), load()]);
      stop();
      if (!answer.periods.some((p) => p.events)) { below.replaceChildren(); last = null; return fill(box, empty("Nothing between them", "No event in the store has these two on its two sides, under these conditions.")); }
      const chart = h("figure", { class: "chart", "aria-label": `Relations of ${answer.one} and ${answer.other}` });
      const types = app.about.types;
      let selected = at, width = 0;
      const draw = (w = width) => { width = w; if (w) fill(chart, drawPair(d3, answer, types, w, selected, (p) => alter({ at: p === selected ? null : p }))); };
      const turned = turn(answer.periods);
      fill(box, h("ul", { class: "directions" }, answer.directions.filter((way) => way.events).map(direction)),
        turned ? h("p", { class: "finding" }, turned.change < 0 ? "Sharpest turn towards conflict: " : "Sharpest turn towards cooperation: ",
          h("button", { class: "plain", type: "button", onclick: () => alter({ at: turned.period }) }, named(turned.period, by)), `, mean score from ${score(turned.before)} to ${score(turned.after)}.`) : null,
        chart, table(answer.periods, by));
      stop = onWidth(chart, draw);
      last = { key: shared.toString(), latest: answer.periods.findLast((p) => p.events).period, select: (p) => { selected = p; draw(); } };
      announce(`${many(answer.periods.reduce((n, p) => n + p.events, 0), "event")} between ${answer.one} and ${answer.other}`);
    } catch (error) {
      if (error.name !== "AbortError") { fill(box, failure(error)); below.replaceChildren(); }
      return undefined;
    } finally {
      box.classList.remove("loading");
    }
    return showPeriod(now, by);
  }
  await update(params);
  return { update: (now) => { update(now); }, close: () => stop() };
}
