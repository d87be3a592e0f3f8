// How PLOVER's types, actors, dates and places are written on the page.

import { h, s } from "./dom.js";

/** Characters for the four classes, for places where only text can stand. */
export const SIGNS = {
  "verbal cooperation": "○", "material cooperation": "●", "verbal conflict": "◇", "material conflict": "◆",
};
export const QUADS = Object.keys(SIGNS);

// What the store says of codes, told once when the page opens.
const known = { quads: new Map(), names: new Map() };

/** Takes the types, countries and sectors from /api/about. */
export function know({ types = [], countries = [], sectors = [] }) {
  for (const { type, quad } of types) known.quads.set(type, quad);
  for (const { code, name } of [...sectors, ...countries]) known.names.set(code, name);
}

/** The class of a type. */
export const quadOf = (type) => known.quads.get(type);

/** What a code of a country or sector means; anything else as it is. */
export const nameOf = (code) => known.names.get(code) ?? code;

export const side = (quad) => (quad?.includes("conflict") ? "conflict" : "cooperation");
export const depth = (quad) => (quad?.startsWith("material") ? "material" : "verbal");

/** The class of a type as a drawn sign: round or angular, hollow or filled. */
export function glyph(quad) {
  const shape = side(quad) === "conflict"
    ? s("path", { d: "M6 .8 11.2 6 6 11.2 .8 6Z" })
    : s("circle", { cx: 6, cy: 6, r: 4.6 });
  return s("svg", { class: `glyph ${side(quad)} ${depth(quad)}`, viewBox: "0 0 12 12", role: "img", "aria-label": quad ?? "" }, shape);
}

/** `◆ ASSAULT aerial` */
export const typeLabel = (event) =>
  h("span", { class: `type` }, glyph(event.quad), " ", event.type,
    event.modes?.length ? h("span", { class: "mode" }, ` ${event.modes.join(", ")}`) : null);

const codes = (actor) => [actor.country, ...(actor.sectors ?? [])].filter(Boolean).join(" ");

/** One actor: name, then country and sectors. */
export const actorLabel = (actor) =>
  h("span", { class: "who" }, actor.name || actor.text || "–",
    codes(actor) ? h("span", { class: "code" }, ` ${codes(actor)}`) : null);

const listed = (actors) => actors.flatMap((actor, i) => (i ? [", ", actorLabel(actor)] : [actorLabel(actor)]));

/** Who did it to whom. */
export function parties(event) {
  const { actors = [], recipients = [] } = event;
  return h("span", { class: "parties" },
    actors.length ? listed(actors) : h("span", { class: "soft" }, "not said"),
    recipients.length ? [h("span", { class: "soft", "aria-hidden": "true" }, " → "), h("span", { class: "unseen" }, " to "), listed(recipients)] : null);
}

export const names = (actors) => actors.map((a) => a.name || a.text).filter(Boolean).join(", ");

const STATUS = { future: "to come", hypothetical: "hypothetical", negated: "did not happen" };

/** A word for what is not simply actual; null otherwise. */
export function statusLabel(event) {
  const words = [event.status === "actual" ? null : STATUS[event.status] ?? event.status, event.historical ? "background" : null].filter(Boolean);
  return words.length ? h("span", { class: "status" }, words.join(", ")) : null;
}

export const confidence = (value) =>
  h("span", { class: "meter", title: "Confidence: of the events given 0.8, about 80 in 100 are right" },
    h("i", { style: { "--part": `${Math.round(100 * value)}%` }, "aria-hidden": "true" }), value.toFixed(2));

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** `2016-10-11` as `11 Oct 2016`; months and years as they are named. */
export function day(iso) {
  if (!iso) return "";
  const [y, m, d] = iso.slice(0, 10).split("-");
  return [d ? Number(d) : null, m ? MONTHS[Number(m) - 1] : null, y].filter(Boolean).join(" ");
}

/** An interval, both ends included: `3–9 Oct 2016`. */
export function days(date) {
  if (!date) return "";
  const { from, to } = date;
  if (from === to || !to) return day(from);
  if (from.slice(0, 7) === to.slice(0, 7)) return `${Number(from.slice(8))}–${day(to)}`;
  if (from.endsWith("-01-01") && to.endsWith("-12-31") && from.slice(0, 4) === to.slice(0, 4)) return from.slice(0, 4);
  return `${day(from)} – ${day(to)}`;
}

/** A period of a series: `2016-W41`, a Monday, a month, a quarter, a year. */
export function period(name, by) {
  if (by === "week") return `week of ${day(name)}`;
  if (by === "quarter") return name.replace("-Q", ", quarter ");
  return day(name);
}

export const place = (where) =>
  where ? [where.name, where.country && where.name !== where.country ? where.country : null].filter(Boolean).join(", ") : "";

/** How many of each side, in signs and for screen readers in words. */
export const sides = ({ cooperation, conflict }) => [["cooperation", "●", cooperation], ["conflict", "◆", conflict]].map(([name, sign, n]) =>
  h("span", { class: name }, n ? [h("span", { "aria-hidden": "true" }, `${sign} `), number(n), h("span", { class: "unseen" }, ` ${name}`)] : null));

export const number = (n) => Number(n).toLocaleString("en-GB");
export const many = (n, one, more = `${one}s`) => `${number(n)} ${n === 1 ? one : more}`;
export function score(value) {
  if (value === null || value === undefined) return "";
  const text = Math.abs(value).toFixed(1);
  return (text === "0.0" ? "" : value > 0 ? "+" : "−") + text;
}

const STANCES = { asserts: "says", denies: "denies it", questions: "questions it" };
export const stance = (word) => STANCES[word] ?? word;

/** Who says so: `Peskov says, Kyiv denies it`. */
export const claims = (list = []) =>
  list.map((c) => `${typeof c.source === "string" ? c.source : c.source?.name || c.source?.text || "?"} ${stance(c.stance)}`).join("; ");
