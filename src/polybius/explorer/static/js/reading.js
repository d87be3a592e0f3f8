// An article's text with the words of its events marked; spans may overlap in any way.
//
// The text is cut at every edge of a span. Each piece is wrapped in one element for each span that
// covers it, the deed outermost. The fields are underlined, each in a style of its own, and where
// spans overlap each gets a lane of its own below the words.

import { h } from "./dom.js";
import { offsets } from "./offsets.js";
import { SIGNS, depth, side } from "./plover.js";

/** What can be marked, in the order of the legend. */
export const ROLES = [
  { role: "act", label: "what happened" },
  { role: "actor", label: "actor" },
  { role: "recipient", label: "recipient" },
  { role: "date", label: "date" },
  { role: "place", label: "place" },
  { role: "claim", label: "who says so" },
  { role: "count", label: "figure" },
  { role: "link", label: "link" },
];
const ROLE_OF = { trigger: "act", mention: "act", cue: "claim" };
const GLOSS = { claim: "says so", cue: "says so", mention: "again", link: "link" };

/** One span for all marks of the same stretch and role, with the events they belong to. */
export function gather(marks) {
  const spans = new Map();
  for (const { start, end, role, event } of marks) {
    if (start === null || start === undefined || end <= start) continue;
    const kind = ROLE_OF[role] ?? role;
    const key = `${start} ${end} ${kind}`;
    const span = spans.get(key) ?? { start, end, kind, role, gloss: GLOSS[role] ?? role, events: [] };
    if (role === "trigger") span.role = span.gloss = role;
    if (!span.events.includes(event)) span.events.push(event);
    spans.set(key, span);
  }
  return [...spans.values()].sort((a, b) => a.start - b.start || b.end - a.end);
}

/** Gives each underlined span the highest lane that is free along its whole length. */
export function lanes(spans) {
  const ends = [];
  for (const span of spans) {
    if (span.kind === "act") continue;
    let lane = ends.findIndex((end) => end <= span.start);
    if (lane < 0) lane = ends.length;
    ends[lane] = span.end;
    span.lane = lane;
  }
  return spans;
}

/** The lines of a text, each cut at the edges of spans and sentences: [{start, pieces: [{start, end, spans}]}]. */
export function cut(text, spans, from = 0, count = offsets(text)) {
  const edges = new Set([0, count.length]);
  for (const span of spans) edges.add(span.start).add(span.end);
  const out = [];
  let start = from;
  for (const line of text.split("\n")) {
    const end = start + [...line].length;
    const inside = spans.filter((span) => span.start < end && span.end > start);
    const at = [...new Set([start, end, ...[...edges].filter((edge) => edge > start && edge < end)])].sort((a, b) => a - b);
    const pieces = at.slice(0, -1).map((piece, i) => ({
      start: piece, end: at[i + 1], spans: inside.filter((span) => span.start <= piece && span.end >= at[i + 1]),
    }));
    out.push({ start, end, pieces });
    start = end + 1;
  }
  return out;
}

/** What an event is, in a few words, for the label of its words. */
const spoken = (event, index) => `event ${index + 1}, ${event.type} ${event.modes.join(" ")}`.trim();

/**
 * The marked text.
 *
 * `choose(id, element)` is called when the words of an event are clicked, `point(ids)` while the
 * pointer is over them. The answer has `element`, `light(id)` and `glance(id)` to mark what was chosen
 * or pointed at elsewhere, `show(kinds)` for the legend, and `selection()`: the selected stretch.
 */
export function reading(text, record, marks, { choose, point }) {
  const count = offsets(text);
  const events = new Map(record.events.map((event, i) => [event.id, { ...event, index: i }]));
  const extra = record.sentences.map(([start, end]) => ({ start, end, kind: "sentence", events: [] }));
  const spans = lanes(gather(marks.filter((mark) => events.has(mark.event))));
  const begun = new Set();
  const drawn = [];

  const wrap = (span, inner, piece) => {
    const first = !begun.has(span);
    begun.add(span);
    const about = span.events.map((id) => events.get(id));
    const act = span.kind === "act";
    const quad = about[0].quad;
    const gloss = act && span.role === "trigger"
      ? about.map((event) => `${SIGNS[event.quad]} ${event.type}`).join(" ")
      : act ? SIGNS[quad] : span.gloss;
    const element = h("span", {
      class: ["m", span.kind, act ? `${side(quad)} ${depth(quad)} ${span.role}` : ""].join(" ").trim(),
      "data-gloss": first ? gloss : null,
      style: act ? null : { "--lane": span.lane },
      role: act && first ? "button" : null,
      tabindex: act && first ? "0" : null,
      "aria-label": act && first ? `${count.slice(span.start, span.end)}: ${about.map((e) => spoken(e, e.index)).join("; ")}` : null,
    }, inner);
    drawn.push({ element, span, gloss: first ? gloss : null });
    return element;
  };

  const lines = cut(text, [...spans, ...extra], 0, count).map(({ pieces, start, end }) => {
    if (start === end) return null;
    const line = count.slice(start, end);
    const isHead = record.title && line.trim() === record.title.trim();
    const coded = pieces.some((piece) => piece.spans.some((span) => span.kind === "sentence"));
    return h("p", { class: [isHead ? "headline" : "", coded ? "" : "furniture"].join(" ").trim() || null },
      pieces.map((piece) => {
        const over = piece.spans.filter((span) => span.kind !== "sentence");
        over.sort((a, b) => (a.kind === "act") - (b.kind === "act") || (b.lane ?? 0) - (a.lane ?? 0));
        const leaf = h("span", { "data-start": piece.start }, count.slice(piece.start, piece.end));
        return over.reduce((inner, span) => wrap(span, inner, piece), leaf);
      }));
  });

  const element = h("div", { class: "reading", lang: record.language ?? "en" }, lines);
  const spansAt = (target) => {
    const found = [];
    for (let node = target.closest?.(".m"); node && element.contains(node); node = node.parentElement?.closest(".m")) {
      found.push(drawn.find((d) => d.element === node).span);
    }
    return found.sort((a, b) => (b.kind === "act") - (a.kind === "act") || a.end - a.start - (b.end - b.start));
  };
  const idsAt = (target) => [...new Set(spansAt(target).flatMap((span) => span.events))];

  let chosen = null;
  const act = (target) => {
    const ids = idsAt(target);
    if (!ids.length) return choose(null, target);
    choose(ids[(ids.indexOf(chosen) + 1) % ids.length], target); // again on the same words: the next event
  };
  element.addEventListener("click", (event) => { if (getSelection().isCollapsed) act(event.target); });
  element.addEventListener("keydown", (event) => {
    if (event.target.matches(".m") && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      act(event.target);
    }
  });
  element.addEventListener("pointerover", (event) => point(idsAt(event.target)));
  element.addEventListener("pointerleave", () => point([]));

  const unitAt = (node, offset) => {
    const leaf = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
    if (!leaf || !element.contains(leaf)) return null;
    const before = node.nodeType === Node.TEXT_NODE ? [...node.data.slice(0, offset)].length : 0;
    return Number(leaf.dataset.start) + before;
  };

  return {
    element,
    light(id) {
      chosen = id;
      element.classList.toggle("focused", id !== null);
      const first = new Map();
      for (const d of drawn) {
        const on = id !== null && d.span.events.includes(id);
        d.element.classList.toggle("on", on);
        if (!d.gloss) continue;
        d.element.dataset.gloss = d.gloss;
        if (!on || d.span.kind === "act") continue;
        // Two fields that begin at the same word share one label.
        const other = first.get(d.span.start);
        if (other) { other.dataset.gloss += ` · ${d.gloss}`; delete d.element.dataset.gloss; }
        else first.set(d.span.start, d.element);
      }
    },
    glance(id) {
      for (const d of drawn) d.element.classList.toggle("near", id !== null && d.span.events.includes(id));
    },
    show(kinds) {
      for (const { role } of ROLES) element.classList.toggle(`no-${role}`, !kinds.has(role));
    },
    scrollTo(id) {
      drawn.find((d) => d.span.kind === "act" && d.span.events.includes(id))?.element
        .scrollIntoView({ block: "center", behavior: "smooth" });
    },
    selection() {
      const range = getSelection().rangeCount ? getSelection().getRangeAt(0) : null;
      if (!range || range.collapsed || !element.contains(range.commonAncestorContainer)) return null;
      let start = unitAt(range.startContainer, range.startOffset);
      let end = unitAt(range.endContainer, range.endOffset);
      if (start === null || end === null) return null;
      let words = count.slice(start, end);
      start += [...words].length - [...words.trimStart()].length;
      words = words.trim();
      end = start + [...words].length;
      return words && !words.includes("\n") ? { start, end, text: words } : null;
    },
    find(words, after = 0) {
      const units = text.indexOf(words, after);
      return words && units >= 0 ? [count.fromUnits(units), count.fromUnits(units) + [...words].length] : null;
    },
  };
}

/** The legend: what each sign means, each a switch. */
export function legend(shown, change) {
  const box = (role, label) => h("label", { class: `key ${role}` },
    h("input", {
      type: "checkbox", checked: shown.has(role),
      onchange: (event) => { shown[event.target.checked ? "add" : "delete"](role); change(shown); },
    }), h("span", { class: `m ${role}` }, label));
  return h("fieldset", { class: "legend" }, h("legend", { class: "unseen" }, "Marked in the text"),
    ROLES.map(({ role, label }) => box(role, label)),
    h("span", { class: "key furniture" }, "grey: furniture, not read"));
}

/** The legend of the four classes. */
export const quadLegend = () => h("p", { class: "quads small soft" },
  Object.entries(SIGNS).map(([quad, sign]) => h("span", null, h("span", { class: side(quad), "aria-hidden": "true" }, sign), ` ${quad}`)));
