// The list of articles: search, filter, sort.

import { announce, debounce, empty, field, fill, h, heading, loading, select } from "../dom.js";
import { latest } from "../api.js";
import { alter, filterOf, to } from "../route.js";
import { filterBar } from "../filters.js";
import { pager } from "../pager.js";
import { day, glyph, many, quadOf } from "../plover.js";

export const title = "Articles";
const LIMIT = 30;
const SORTS = [["-published", "newest first"], ["published", "oldest first"], ["-events", "most events"], ["title", "title"], ["stored", "as stored"]];

/** The types of an article's events, each with its sign and how many. */
function typesOf(article) {
  const types = Object.entries(article.types ?? {});
  return h("p", { class: "types small" }, types.length
    ? types.map(([type, n]) => h("span", { class: "nowrap" }, glyph(quadOf(type)), ` ${type}`, n > 1 ? h("span", { class: "soft" }, ` ${n}`) : null))
    : h("span", { class: "soft" }, "no event"));
}

/** The first words of an article, without the title that they often begin with. */
function snippet({ snippet: words, title: head }) {
  if (!head) return "";
  const rest = head && words?.startsWith(head) ? words.slice(head.length).trimStart() : words;
  return rest ? `${rest.replace(/\s+\S*$/, "")} …` : "";
}

/** The title, or the first words of an article that has none. */
function headline({ title: head, snippet: words, id }) {
  if (head) return head;
  const short = (words ?? "").slice(0, 160).replace(/(?<=[.!?]) .*/s, "");
  return short.length < 160 ? short || id : `${short.replace(/\s+\S*$/, "")} …`;
}

const item = (article) => h("li", null,
  h("h2", null, h("a", { href: to("/article", { id: article.id }) }, headline(article))),
  h("p", { class: "soft small" }, [article.publisher, day(article.published), article.title || article.publisher ? null : article.id, article.judged ? `${article.judged} judged` : null].filter(Boolean).join(" · ")),
  snippet(article) ? h("p", { class: "snippet" }, snippet(article)) : null,
  typesOf(article));

export async function open(root, params, app) {
  const bar = filterBar(app.about);
  const search = h("input", { type: "search", value: params.get("q") ?? "", placeholder: "words in title or text" });
  search.addEventListener("input", debounce(() => alter({ q: search.value.trim(), offset: null }, { replace: true }), 300));
  const sort = select(SORTS, params.get("sort") ?? "-published", { onchange: () => alter({ sort: sort.value, offset: null }) });
  const more = h("details", { class: "more" }, h("summary", null, "Only articles with certain events"), bar.element);
  more.open = filterOf(params).size > 0;
  const count = h("p", { class: "soft", role: "status" });
  const box = h("div");
  const ask = latest();
  root.append(heading(title, count), h("form", { class: "searchline", role: "search", onsubmit: (event) => event.preventDefault() }, field("Search", search), field("Order", sort)), more, box);

  async function update(now) {
    bar.update();
    if (document.activeElement !== search) search.value = now.get("q") ?? "";
    sort.value = now.get("sort") ?? "-published";
    await loading(box, async () => {
      const offset = Number(now.get("offset") ?? 0);
      const query = new URLSearchParams([...filterOf(now), ["q", now.get("q") ?? ""], ["sort", sort.value], ["limit", LIMIT], ["offset", offset]].filter(([, v]) => v !== ""));
      const { total, articles } = await ask("/api/articles", query);
      count.textContent = many(total, "article");
      announce(count.textContent);
      fill(box, total
        ? h("div", null, h("ol", { class: "articles" }, articles.map((article) => item(article))), pager(total, LIMIT, offset))
        : app.about.documents
          ? empty("No article", "Nothing in the store has these words and conditions.")
          : empty("The store is empty", `Put articles in with: polybius ingest news/ --store ${app.about.name}`));
    });
  }
  await update(params);
  return { update: (now) => { update(now); } };
}
