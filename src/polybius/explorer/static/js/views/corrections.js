// What was corrected, by whom; undo; the gold file; agreement of two coders.

import { failure, field, fill, h, heading, loading, select, toast } from "../dom.js";
import { address, get, latest, remove, send } from "../api.js";
import { alter, to } from "../route.js";
import { coder, setCoder } from "../correct.js";
import { pager } from "../pager.js";
import { many } from "../plover.js";

export const title = "Corrections";
const LIMIT = 50;
const SIGN = { right: "✓", wrong: "✗", mended: "✎", missed: "+" };
const percent = (value) => (value === null || value === undefined ? "–" : value.toFixed(2));

function change(correction) {
  const { fields = {}, was } = correction;
  const write = (value) => value === null ? "none" : Array.isArray(value) ? value.map((v) => v?.text ?? v).join(", ") || "none" : typeof value === "object" ? Object.values(value).filter(Boolean).join(" – ") : String(value);
  if (correction.verdict === "missed") return `${fields.type ?? ""} ${(fields.modes ?? []).join(" ")}`.trim();
  const before = was ? [was.type, ...(was.modes ?? [])].join(" ") : "";
  const changes = Object.entries(fields).map(([key, value]) => `${key}: ${write(value)}`);
  return [before + (was?.trigger?.text ? ` “${was.trigger.text}”` : ""), changes.join("; ")].filter(Boolean).join(" → ");
}

function row(correction, again) {
  const undone = correction.undone !== null;
  const button = h("button", { class: "plain", type: "button", onclick: async () => {
    try {
      await (undone ? send(`/api/corrections/${correction.number}/redo`) : remove(`/api/corrections/${correction.number}`));
      toast(undone ? "Restored." : "Taken back.");
      again();
    } catch (error) { toast(error.message); }
  } }, undone ? "Restore" : "Undo");
  return h("tr", { class: undone ? "undone" : null },
    h("td", { class: "nowrap" }, correction.made?.slice(0, 16).replace("T", " ")),
    h("td", null, correction.by),
    h("td", { class: `nowrap verdict ${correction.verdict}` }, h("span", { "aria-hidden": "true" }, `${SIGN[correction.verdict] ?? ""} `), correction.verdict, undone ? ", undone" : "", correction.stale ? h("div", { class: "soft small" }, "coded anew since") : null),
    h("td", { class: "widest" }, change(correction), correction.note ? h("div", { class: "soft small" }, correction.note) : null),
    h("td", { class: "wide" }, h("a", { href: to("/article", correction.event ? { id: correction.document, event: correction.event } : { id: correction.document }) }, correction.title || correction.document)),
    h("td", null, button));
}

function coders(list, chosen) {
  if (!list.length) return null;
  return h("section", null, h("h2", null, "By coder"), h("div", { class: "scroll" }, h("table", null,
    h("caption", { class: "unseen" }, "Corrections by coder"),
    h("thead", null, h("tr", null, ["Coder", "Right", "Wrong", "Mended", "Added", "Articles", "Read to the end", "Precision", "Gold for polybius evaluate"].map((name, i) => h("th", { scope: "col", class: i && i < 8 ? "number" : null }, name)))),
    h("tbody", null, list.map((one) => h("tr", null, h("th", { scope: "row" }, h("a", { href: to("/corrections", { by: chosen === one.by ? "" : one.by }) }, one.by)),
      [one.right, one.wrong, one.mended, one.missed, one.articles, one.complete, percent(one.precision)].map((v) => h("td", { class: "number" }, v)),
      h("td", { class: "nowrap" }, h("a", { href: address("/api/corrections/gold", { by: one.by }), download: "" }, "all"), " · ",
        h("a", { href: address("/api/corrections/gold", { by: one.by, complete: true }), download: "" }, "articles read to the end"))))))));
}

function agreement(names, params) {
  if (names.length < 2) return h("section", null, h("h2", null, "Agreement"), h("p", { class: "soft" }, "Two coders must have judged the same articles; then this shows how far they agree."));
  const one = params.get("one") ?? "", other = params.get("other") ?? "";
  const pick = (key, value) => select([["", "choose …"], ...names.map((name) => [name, name])], value, { onchange: (event) => alter({ one, other, [key]: event.target.value }) });
  const box = h("div");
  const frame = h("section", null, h("h2", null, "Agreement"), h("div", { class: "row" }, field("One coder", pick("one", one)), field("The other", pick("other", other))), box);
  if (!one || !other) {
    fill(box, h("p", { class: "soft" }, "Two who judged the same articles: how far do they agree?"));
    return frame;
  }
  box.classList.add("loading");
  get("/api/agreement", { one, other }).then((found) => {
    if (!found.articles) return fill(box, h("p", { class: "soft" }, "They have judged no article in common."));
    const fields = ["verdict", "type", "status", "date", "actor country", "recipient country"].filter((key) => found[key]);
    fill(box, h("p", null, `${many(found.articles, "article")} and ${many(found.events, "event")} judged by both`, found.f1 === null || found.f1 === undefined ? "." : [", events in common F1 ", h("b", null, percent(found.f1)), "."]),
      h("div", { class: "scroll" }, h("table", { class: "narrow" }, h("caption", { class: "unseen" }, "Agreement by field"),
        h("thead", null, h("tr", null, ["Field", "Events", "Agree", "Cohen's κ"].map((name, i) => h("th", { scope: "col", class: i ? "number" : null }, name)))),
        h("tbody", null, fields.map((key) => h("tr", null, h("th", { scope: "row" }, key), h("td", { class: "number" }, found[key].n), h("td", { class: "number" }, percent(found[key].agree)), h("td", { class: "number" }, percent(found[key].kappa))))))),
      found.disagreements?.length ? h("details", { open: found.disagreements.length < 8 }, h("summary", null, `Where they differ (${found.disagreements.length})`),
        h("ul", { class: "differ" }, found.disagreements.map((d) => h("li", null, h("a", { href: to("/article", d.event ? { id: d.document, event: d.event } : { id: d.document }) }, d.event ?? d.document),
          ` ${d.field}: ${one} ${JSON.stringify(d.one)?.replaceAll('"', "") ?? "–"}, ${other} ${JSON.stringify(d.other)?.replaceAll('"', "") ?? "–"}`)))) : null);
    return undefined;
  }).catch((error) => fill(box, error.status === 400 ? h("p", { class: "soft" }, error.message) : failure(error)))
    .finally(() => box.classList.remove("loading"));
  return frame;
}

export async function open(root, params, app) {
  const name = h("input", { value: coder(), autocomplete: "name", maxlength: 60, onchange: () => { setCoder(name.value); toast(`Corrections are kept as ${coder() || "nobody"} from now on.`); } });
  const box = h("div");
  const ask = latest();
  root.append(heading(title, h("p", { class: "soft" }, app.about.writable === false ? app.about.note ?? "This store cannot be written to." : "Open an article, open a card, and say whether it is right."),
    h("span", { class: "spacer" }), field("You are", name)), box);

  async function update(now) {
    await loading(box, async () => {
      const offset = Number(now.get("offset") ?? 0), by = now.get("by") ?? "", verdict = now.get("verdict") ?? "";
      const query = new URLSearchParams([["by", by], ["verdict", verdict], ["undone", now.get("undone") ?? ""], ["limit", LIMIT], ["offset", offset]].filter(([, v]) => v !== ""));
      const [{ total, corrections }, summary] = await Promise.all([ask("/api/corrections", query), get("/api/corrections/summary")]);
      const names = summary.coders.map((one) => one.by);
      const tick = h("input", { type: "checkbox", checked: now.get("undone") === "true", onchange: () => alter({ undone: tick.checked ? "true" : null, offset: null }) });
      fill(box, h("div", { class: "twocol even" }, coders(summary.coders, by), summary.coders.length ? agreement(names, now) : null),
        h("section", null, h("div", { class: "pagehead" }, h("h2", null, many(total, "correction")), h("span", { class: "spacer" }),
          field("By", select([["", "anybody"], ...names.map((n) => [n, n])], by, { onchange: (e) => alter({ by: e.target.value, offset: null }) })),
          field("Verdict", select([["", "any"], ...app.about.verdicts.map((v) => [v, v])], verdict, { onchange: (e) => alter({ verdict: e.target.value, offset: null }) })),
          h("label", { class: "tick" }, tick, " undone too")),
        corrections.length ? h("table", { class: "stack corrections" }, h("caption", { class: "unseen" }, "Corrections"),
          h("thead", null, h("tr", null, ["When", "Who", "Verdict", "Event", "Article", ""].map((label) => h("th", { scope: "col" }, label || h("span", { class: "unseen" }, "Action"))))),
          h("tbody", null, corrections.map((c) => row(c, () => update(new URLSearchParams(location.search)))))) : h("p", { class: "soft" }, "Nothing yet."), pager(total, LIMIT, offset)));
    });
  }
  await update(params);
  return { update: (now) => { update(now); } };
}
