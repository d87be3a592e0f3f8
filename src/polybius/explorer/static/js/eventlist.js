// Events as a table and as a list of sentences.

import { h } from "./dom.js";
import { eventAddress } from "./route.js";
import { claims, confidence, day, days, parties, place, score, side, statusLabel, typeLabel } from "./plover.js";

const MARKS = { right: "✓", wrong: "✗", mended: "✎", missed: "+" };

/** The sentence with the words that tell of the event marked. */
export function sentence(event, most = 240) {
  const { trigger } = event;
  if (!event.sentence?.text) return h("span", { class: "sentence" }, h("mark", { class: side(event.quad) }, trigger.text));
  const letters = [...event.sentence.text];
  let from = trigger.start - event.sentence.start;
  let to = trigger.end - event.sentence.start;
  if (from < 0 || to > letters.length) return h("span", { class: "sentence" }, letters.slice(0, most).join(""));
  let start = 0, end = letters.length;
  if (letters.length > most) {
    start = Math.max(0, Math.min(from - Math.floor(most / 2), letters.length - most));
    end = Math.min(letters.length, start + most);
  }
  const piece = (a, b) => letters.slice(a, b).join("").replace(/\s+/g, " ");
  return h("span", { class: "sentence" }, start ? "…" : "", piece(start, from), h("mark", { class: side(event.quad) }, piece(from, to)), piece(to, end), end < letters.length ? "…" : "");
}

export const verdicts = (event) => event.verdicts?.length
  ? h("span", { class: "judged", title: event.verdicts.map((v) => `${v.verdict}: ${v.by}`).join(", ") }, event.verdicts.map((v) => MARKS[v.verdict] ?? "").join(""))
  : null;

export const when = (event) => event.date
  ? h("time", { datetime: event.date.from }, days(event.date))
  : h("span", { class: "soft", title: "day of publication; the event's own day is not known" }, event.published ? `(${day(event.published)})` : "–");

/** A list of events, each with its sentence and its source. */
export const eventList = (events) => h("ol", { class: "eventlist" }, events.map((event) => h("li", null,
  h("div", { class: "line" }, when(event), typeLabel(event), statusLabel(event), h("span", { class: "grow" }), confidence(event.confidence)),
  h("div", null, parties(event)),
  h("a", { class: "quoted", href: eventAddress(event) }, sentence(event, 320)),
  h("div", { class: "soft small" }, [place(event.place), claims(event.claims), event.publisher ?? event.title ?? event.document].filter(Boolean).join(" · ")))));

export const COLUMNS = [
  { name: "Date", sort: "date", down: true },
  { name: "Type", sort: "type" },
  { name: "Who → whom" },
  { name: "In the text" },
  { name: "Place, who says so" },
  { name: "Published by", sort: "source" },
  { name: "Score", sort: "score", number: true },
  { name: "Confidence", sort: "confidence", down: true, number: true },
];

/** One row of the table; its cells stand in the order of COLUMNS. */
export const row = (event) => h("tr", null,
  h("td", { class: "nowrap" }, when(event)),
  h("td", null, typeLabel(event), " ", statusLabel(event), verdicts(event)),
  h("td", { class: "wide" }, parties(event)),
  h("td", { class: "widest" }, h("a", { class: "quoted", href: eventAddress(event) }, sentence(event, 180))),
  h("td", { class: "wide" }, place(event.place), event.place && event.claims.length ? h("br") : null, event.claims.length ? h("span", { class: "soft" }, claims(event.claims)) : null),
  h("td", { class: "publisher" }, event.publisher ?? event.document),
  h("td", { class: "number labelled", "data-label": "score" }, score(event.score)),
  h("td", { class: "number labelled", "data-label": "confidence" }, confidence(event.confidence)));
