// The card of one event: in short when closed, everything known about it when open.

import { fill, h } from "./dom.js";
import { to } from "./route.js";
import { actorLabel, claims, confidence, day, days, parties, place, score, stance, statusLabel, typeLabel } from "./plover.js";

const BASIS = {
  explicit: "as written", relative: "reckoned from the day of publication",
  inherited: "from the sentence or paragraph before", published: "the day of publication",
};
const RELATION = { because: "because of", after: "after", response: "in response to", "in response to": "in response to" };

const quote = (span) => (span?.text ? h("q", { class: "words" }, span.text) : null);

const party = (actor) => h("div", null, actorLabel(actor), " ", quote(actor),
  actor.implied ? h("span", { class: "soft small" }, " implied") : null,
  actor.wikidata ? h("span", { class: "soft small" }, ` ${actor.wikidata}`) : null);

function facts(event, index, choose) {
  const rows = [];
  const add = (name, ...content) => rows.push(h("dt", null, name), h("dd", null, content));
  if (event.actors.length) add("Actor", event.actors.map(party));
  if (event.recipients.length) add("Recipient", event.recipients.map(party));
  add("Status", event.status, event.historical ? ", background from before the story" : "");
  if (event.date) add("Date", h("time", { datetime: event.date.from }, days(event.date)), " ", quote(event.date), h("div", { class: "soft small" }, BASIS[event.date.basis] ?? event.date.basis));
  if (event.place) add("Place", [event.place.name, event.place.admin1, event.place.country].filter(Boolean).join(", "), " ", quote(event.place),
    event.place.latitude === null ? null : h("div", { class: "soft small" }, `${event.place.latitude.toFixed(2)}, ${event.place.longitude.toFixed(2)}`));
  if (event.claims.length) add("Who says so", event.claims.map((claim) => h("div", null, actorLabel(claim.source), " ", h("b", { class: "stance" }, stance(claim.stance)), " ", quote(claim.cue))));
  const counts = Object.entries(event.counts ?? {}).filter(([, n]) => n !== null);
  if (counts.length) add("Figures", counts.map(([kind, n]) => `${n.toLocaleString("en-GB")} ${kind}`).join(", "));
  if (event.links.length) add("Links", event.links.map((link) => h("div", null, `${RELATION[link.relation] ?? link.relation} `,
    index.has(link.event)
      ? h("button", { class: "plain", type: "button", onclick: () => choose(link.event) }, `${index.get(link.event) + 1} ${link.label ?? ""}`.trim())
      : link.event)));
  if (event.contexts.length) add("Context", event.contexts.join(", ").replaceAll("_", " "));
  add("Codes", [event.quad, event.score === null ? null : `score ${score(event.score)}`, event.cameo ? `CAMEO ${event.cameo}` : null].filter(Boolean).join(" · "));
  return h("dl", { class: "facts" }, rows);
}

function lost(reading) {
  const parts = [];
  for (const other of reading.lost ?? []) {
    parts.push(h("li", null, h("b", null, [other.type, other.mode].filter(Boolean).join(" ")), ` ${other.why ?? ""} `,
      (other.evidence ?? []).map((line) => h("code", null, line))));
  }
  const chances = (reading.learned ?? []).filter((item) => item.chance >= 0.01);
  return h("div", { class: "lost" },
    reading.why ? h("p", { class: "small" }, `${reading.verdict}: ${reading.why}`) : null,
    parts.length ? h("ul", null, parts) : h("p", { class: "small soft" }, "No other rule matched these words."),
    chances.length ? [h("p", { class: "eyebrow" }, "The learned part"), h("ul", { class: "chances" }, chances.map((item) =>
      h("li", null, h("span", null, item.type === "NONE" ? "no event" : item.type), h("i", { style: { "--part": `${100 * item.chance}%` }, "aria-hidden": "true" }), item.chance.toFixed(2))))] : null);
}

/** "Why this code": the rules that decided, and on request the readings that lost. */
function evidence(event, readings) {
  const rest = h("div");
  const who = [...event.actors, ...event.recipients].filter((actor) => actor.evidence?.length);
  const box = h("details", { class: "why" }, h("summary", null, "Why this code"),
    h("ul", { class: "rules" }, (event.evidence ?? []).map((line) => h("li", null, h("code", null, line)))),
    who.map((actor) => h("div", null, h("p", { class: "eyebrow" }, actor.name || actor.text),
      h("ul", { class: "rules" }, actor.evidence.map((line) => h("li", null, h("code", null, line)))))),
    h("p", { class: "eyebrow" }, "Readings that lost"), rest);
  let asked = false;
  box.addEventListener("toggle", async () => {
    if (!box.open || asked || !readings) return;
    asked = true;
    fill(rest, h("p", { class: "soft small" }, "Reading the text again …"));
    try {
      const all = (await readings()).filter((reading) => reading.event === event.id);
      fill(rest, ...(all.length ? all.map(lost) : [h("p", { class: "soft small" }, "Nothing else was considered for these words.")]));
    } catch (error) {
      asked = false;
      fill(rest, h("p", { class: "small" }, error.message));
    }
  });
  return box;
}

/**
 * A card. `choose(id)` is called when it is opened or closed; `tools(event)` gives what stands at
 * its foot (corrections); `readings()` answers with all readings of the article.
 */
export function card(event, position, { index, choose, point, tools, readings, story }) {
  const body = h("div", { class: "body", id: `body-${position}`, hidden: true });
  const said = claims(event.claims);
  const about = [days(event.date), place(event.place), said].filter(Boolean).join(" · ");
  const button = h("button", {
    type: "button", class: "top", "aria-expanded": "false", "aria-controls": body.id,
    onclick: () => choose(element.classList.contains("on") ? null : event.id),
  },
  h("span", { class: "no", "aria-hidden": "true" }, position + 1),
  h("span", { class: "line" }, h("span", { class: "what" }, typeLabel(event), " ", statusLabel(event)), confidence(event.confidence)),
  h("span", { class: "line" }, parties(event)),
  about ? h("span", { class: "line soft small" }, about) : null);
  const element = h("article", {
    class: "card", "data-event": event.id, "aria-label": `Event ${position + 1}`,
    onpointerenter: () => point(event.id), onpointerleave: () => point(null),
  }, button, body);
  return {
    element,
    id: event.id,
    light(on) {
      element.classList.toggle("on", on);
      button.setAttribute("aria-expanded", String(on));
      body.hidden = !on;
      if (on && !body.childNodes.length) {
        body.append(facts(event, index, choose), ...[
          story ? h("p", { class: "small" }, h("a", { href: to("/story", { id: story }) }, "Who else reports it")) : null,
          evidence(event, readings), tools ? tools(event) : null,
        ].filter(Boolean));
      }
    },
    near: (on) => element.classList.toggle("near", on),
    focus: () => button.focus({ preventScroll: true }),
  };
}

export const published = (record) => [record.publisher, day(record.published), record.dateline].filter(Boolean).join(" · ");
