// Stories as a list: one act, however many report it.

import { h } from "./dom.js";
import { to } from "./route.js";
import { days, many, parties, place, quadOf, statusLabel, typeLabel } from "./plover.js";

/** A story in the form of an event; it carries only the type. */
export const asEvent = (story) => ({ quad: quadOf(story.type), ...story, modes: story.modes ?? [] });

/** Who asserts, denies, questions it. */
export const stances = (story) => ["asserts", "denies", "questions"].filter((key) => story[key]?.length)
  .map((key) => `${{ asserts: "said by", denies: "denied by", questions: "questioned by" }[key]} ${story[key].join(", ")}`).join("; ");

export const figures = (story) => Object.entries(story.counts ?? {}).filter(([, range]) => range)
  .map(([kind, range]) => {
    const [low, high] = Array.isArray(range) ? range : [range, range];
    return `${low === high || high === null ? low : `${low}–${high}`} ${kind}`;
  }).join(", ");

export const storyList = (stories) => h("ol", { class: "eventlist" }, stories.map((story) => {
  const event = asEvent(story);
  return h("li", null,
    h("div", { class: "line" }, h("time", { datetime: story.date?.from }, days(story.date) || "no day known"), h("a", { href: to("/story", { id: story.id }), class: "bare" }, typeLabel(event)), statusLabel(event)),
    h("div", null, h("a", { class: "bare", href: to("/story", { id: story.id }) }, parties(event))),
    h("div", { class: "soft small" }, [many(story.articles.length, "article"), many(story.sources, "source"), story.first?.publisher ? `first in ${story.first.publisher}` : null, place(story.place), figures(story), stances(story)].filter(Boolean).join(" · ")));
}));
