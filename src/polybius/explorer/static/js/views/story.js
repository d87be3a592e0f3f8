// One story: who reports it, who asserts and who denies it, and what happened around it, in order.

import { h } from "../dom.js";
import { get } from "../api.js";
import { eventAddress, to } from "../route.js";
import { claims, confidence, day, days, many, parties, place, statusLabel, typeLabel } from "../plover.js";
import { sentence } from "../eventlist.js";
import { asEvent, figures } from "../storylist.js";

export const title = "Story";

function sides(story, reports) {
  const by = (stance) => {
    const names = new Map();
    for (const report of reports) {
      for (const claim of report.claims) {
        if (claim.stance !== stance) continue;
        const list = names.get(claim.source) ?? new Set();
        names.set(claim.source, list.add(report.publisher ?? report.document));
      }
    }
    return names.size ? names : new Map((story[stance] ?? []).map((name) => [name, new Set()]));
  };
  const column = (name, sign, list) => list.size ? h("section", { class: "sidecol" }, h("h3", null, h("span", { "aria-hidden": "true" }, `${sign} `), name),
    h("ul", null, [...list].map(([source, papers]) => h("li", null, source, papers.size ? h("div", { class: "soft small" }, `in ${[...papers].join(", ")}`) : null)))) : null;
  const columns = [column("Say it happened", "+", by("asserts")), column("Deny it", "−", by("denies")), column("Question it", "?", by("questions"))].filter(Boolean);
  return columns.length ? h("div", { class: "sides" }, columns) : h("p", { class: "soft" }, "Reported on nobody's word but the papers' own.");
}

const report = (event) => h("li", null,
  h("div", { class: "line" }, h("time", { datetime: event.published }, day(event.published) || "undated"), h("b", null, event.publisher ?? event.title ?? event.document), h("span", { class: "grow" }), confidence(event.confidence)),
  h("a", { class: "quoted", href: eventAddress(event) }, sentence(event, 400)),
  h("div", { class: "soft small" }, [claims(event.claims), event.copies?.length ? `also printed by ${event.copies.length}` : null].filter(Boolean).join(" · ")));

const RELATION = { this: "this story", "same parties": "the same parties", linked: "linked in the text" };

function moment(entry, id) {
  const { event } = entry;
  const mine = entry.story === id || entry.relation === "this";
  const what = [typeLabel(event), " ", statusLabel(event), " ", parties(event)];
  return h("li", { class: mine ? "here" : null, "aria-current": mine ? "true" : null },
    h("time", { datetime: entry.date ?? "" }, day(entry.date) || "no day"),
    h("div", null, mine || !entry.story ? h("div", null, what) : h("a", { class: "bare", href: to("/story", { id: entry.story }) }, what),
      h("div", { class: "quoted" }, sentence(event, 200)),
      h("div", { class: "soft small" }, [RELATION[entry.relation] ?? entry.relation, claims(event.claims), place(event.place)].filter(Boolean).join(" · "))));
}

export async function open(root, params) {
  const id = params.get("id");
  const { story, reports, timeline = [], sources = [] } = await get("/api/story", { id });
  const event = asEvent(story);
  root.append(h("p", { class: "back small" }, h("a", { href: "/stories" }, "All stories")),
    h("header", { class: "storyhead" }, h("h1", { tabindex: "-1" }, typeLabel(event), " ", statusLabel(event), h("span", { class: "headwho" }, parties(event))),
      h("p", { class: "soft" }, [days(story.date), place(story.place), figures(story), many(story.articles.length, "article"), many(story.sources, "source")].filter(Boolean).join(" · "))),
    h("div", { class: "twocol" },
      h("div", null, h("h2", null, "Who says so"), sides(story, reports), h("h2", null, "Who reports it"), h("ol", { class: "eventlist" }, reports.map(report)),
        sources.length ? h("p", { class: "soft small" }, sources.map((s) => `${s.publisher ?? "unnamed"} from ${day(s.first)}${s.reports > 1 ? ` (${s.reports})` : ""}`).join(" · ")) : null),
      h("div", null, h("h2", null, "What happened around it"), timeline.length ? h("ol", { class: "timeline" }, timeline.map((entry) => moment(entry, id))) : h("p", { class: "soft" }, "Nothing else is known of these parties around that time."))));
  return { update: (now) => (now.get("id") === id ? undefined : false) };
}
