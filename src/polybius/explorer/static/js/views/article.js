// One article: its text with the events marked, a card for each, and corrections.

import { h } from "../dom.js";
import { get } from "../api.js";
import { alter, to } from "../route.js";
import { desk } from "../desk.js";
import { published } from "../card.js";
import { corrector } from "../correct.js";
import { day } from "../plover.js";

export const title = "Article";

function head(answer) {
  const { record, copies = [], text } = answer;
  const inText = record.title && (text ?? "").split("\n").some((line) => line.trim() === record.title.trim());
  return h("header", { class: "arthead" },
    h("h1", { tabindex: "-1", class: inText ? "unseen" : null }, record.title ?? record.id),
    h("p", { class: "soft" }, published(record) || record.id,
      record.authors?.length ? ` · ${record.authors.join(", ")}` : null,
      /^https?:/.test(record.url ?? "") ? [" · ", h("a", { href: record.url, rel: "noreferrer noopener" }, "source")] : null),
    copies.length ? h("details", { class: "small" }, h("summary", null, `Also printed by ${copies.length}`),
      h("ul", null, copies.map((copy) => h("li", null, [copy.publisher ?? copy.id, day(copy.published), copy.kind].filter(Boolean).join(" · "))))) : null);
}

async function first() {
  const { articles } = await get("/api/articles", { limit: 1 });
  return articles[0]?.id;
}

export async function open(root, params, app) {
  const id = params.get("id") ?? (await first());
  const answer = await get("/api/article", { id });
  const { record } = answer;
  let asked = null;
  const readings = () => (asked ??= get("/api/readings", { id }).then((body) => body.readings).catch((error) => { asked = null; throw error; }));
  const correct = corrector(answer, app);
  const bench = desk({
    text: answer.text ?? "", record, marks: answer.text === null ? [] : answer.marks, stories: answer.stories, readings,
    tools: correct.tools, aside: correct.missed,
    chosen: (event) => alter({ event }, { replace: true }),
  });
  correct.attach(bench);
  root.append(h("p", { class: "back small" }, h("a", { href: to("/articles") }, "All articles")), head(answer),
    answer.text === null ? h("p", { class: "error" }, "This store was made with --no-text: the text is not kept.") : "", bench.element);
  const follow = (now) => {
    const event = now.get("event");
    if (event !== bench.current) bench.choose(event && record.events.some((e) => e.id === event) ? event : null, { quiet: true });
  };
  requestAnimationFrame(() => follow(params));
  return {
    update(now) {
      if (now.get("id") && now.get("id") !== id) return false;
      return follow(now);
    },
    close: correct.close,
  };
}
