// The list of stories.

import { announce, empty, field, fill, h, heading, loading, select } from "../dom.js";
import { latest } from "../api.js";
import { alter, filterOf } from "../route.js";
import { filterBar } from "../filters.js";
import { pager } from "../pager.js";
import { many } from "../plover.js";
import { storyList } from "../storylist.js";

export const title = "Stories";
const LIMIT = 50;

export async function open(root, params, app) {
  const bar = filterBar(app.about);
  const sort = select([["-articles", "most reported"], ["-date", "newest first"], ["date", "oldest first"]], "", { onchange: () => alter({ sort: sort.value, offset: null }) });
  const least = select([["1", "any"], ["2", "two or more"], ["3", "three or more"], ["5", "five or more"]], "", { onchange: () => alter({ min_articles: least.value === "1" ? null : least.value, offset: null }) });
  const count = h("p", { class: "soft", role: "status" });
  const box = h("div");
  const ask = latest();
  root.append(heading(title, count, h("span", { class: "spacer" }), h("div", { class: "row" }, field("Order", sort), field("Articles", least))), bar.element, box);

  async function update(now) {
    bar.update();
    sort.value = now.get("sort") ?? "-articles";
    least.value = now.get("min_articles") ?? "1";
    const offset = Number(now.get("offset") ?? 0);
    await loading(box, async () => {
      const query = new URLSearchParams([...filterOf(now), ["sort", sort.value], ["min_articles", least.value], ["limit", LIMIT], ["offset", offset]]);
      const { total, stories, state } = await ask("/api/stories", query);
      count.textContent = state === "ready" ? many(total, "story", "stories") : `${many(total, "story", "stories")}; some are still being put together`;
      announce(count.textContent);
      fill(box, stories.length ? h("div", null, storyList(stories), pager(total, LIMIT, offset))
        : state === "none" ? empty("No stories yet", "Put reports of one act together with: polybius stories --store " + app.about.name)
        : empty("No story", "Nothing in the store meets all these conditions."));
    });
  }
  await update(params);
  return { update: (now) => { update(now); } };
}
