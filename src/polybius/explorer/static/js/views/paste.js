// A box to paste a text with its date, coded at once; nothing is kept.

import { announce, debounce, failure, field, fill, h, heading } from "../dom.js";
import { send } from "../api.js";
import { desk } from "../desk.js";
import { many } from "../plover.js";

export const title = "Code a text";
const EXAMPLE = {
  published: "2021-03-12",
  text: "Paris expels two envoys\n\nFrance expelled two Russian diplomats on Thursday, the foreign ministry in Paris said. Moscow denied that they had spied and promised to respond.\n\nProtesters marched through Lyon the same evening; police arrested 40 of them.",
};
const LIMIT = 200000;

export async function open(root) {
  const text = h("textarea", { rows: 9, placeholder: "Paste an article, a paragraph or a sentence.", spellcheck: "false" });
  const published = h("input", { placeholder: "2016-10-11", size: 12, inputmode: "numeric" });
  const result = h("div", { class: "result" });
  const status = h("span", { class: "soft small", role: "status" });
  const button = h("button", { class: "button first" }, "Code it");
  let turn = 0;

  async function code() {
    if (!text.value.trim()) { text.focus(); return; }
    if ([...text.value].length > LIMIT) { status.textContent = `At most ${LIMIT.toLocaleString("en-GB")} characters at once.`; return; }
    const mine = ++turn;
    const given = text.value.replaceAll("\r\n", "\n");
    const date = published.value.trim() || null;
    status.textContent = "Reading …";
    result.classList.add("loading");
    try {
      const answer = await send("/api/code", { text: given, published: date, title: null, min_confidence: 0.5 });
      if (mine !== turn) return;
      let asked = null;
      const readings = () => (asked ??= send("/api/readings", { text: given, published: date }).then((body) => body.readings));
      const bench = desk({ text: answer.text ?? given, record: answer.record, marks: answer.marks, readings });
      fill(result, bench.element);
      status.textContent = `${many(answer.record.events.length, "event")}.`;
      announce(status.textContent);
    } catch (error) {
      if (mine === turn) { status.textContent = ""; fill(result, failure(error)); }
    } finally {
      if (mine === turn) result.classList.remove("loading");
    }
  }

  const warm = debounce(() => send("/api/coder").catch(() => {}), 50);
  text.addEventListener("focus", warm, { once: true });
  text.addEventListener("paste", () => setTimeout(code, 0));
  const form = h("form", { class: "pasteform", onsubmit: (event) => { event.preventDefault(); code(); } },
    field("Text", text),
    h("div", { class: "row" }, field("Published on", published), h("div", { class: "row", style: { "align-self": "end" } }, button,
      h("button", { class: "button", type: "button", onclick: () => { text.value = EXAMPLE.text; published.value = EXAMPLE.published; code(); } }, "Try an example"), status)));
  root.append(heading(title, h("p", { class: "soft" }, "Who did what to whom, in a text of yours. It stays on this machine and is not stored.")), form, result);
  return { update() {} };
}
