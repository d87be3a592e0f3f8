// Corrections beside a card: right, wrong, mended fields; and events that were missed.

import { field, fill, h, select, toast } from "./dom.js";
import { remove, send } from "./api.js";

const KEY = "coder";
const COUNTS = ["killed", "injured", "arrested", "displaced", "crowd"];
const VERDICTS = { right: "Right", wrong: "Wrong", mended: "Mended", missed: "Added" };

/** Who sits at the page; kept in the browser. */
export function coder() {
  try { return localStorage.getItem(KEY) ?? ""; } catch { return ""; }
}

export function setCoder(name) {
  try { localStorage.setItem(KEY, name.trim()); } catch { /* storage may be off: asked again */ }
  coder.now = name.trim();
}

const who = () => coder() || coder.now || "";

/** The name of who corrects, asked in place where it is not known; `then(name)` follows. */
function named(place, then) {
  if (who()) return then(who());
  const input = h("input", { autocomplete: "name", required: true, maxlength: 60 });
  const form = h("form", { class: "ask", onsubmit: (event) => {
    event.preventDefault();
    setCoder(input.value);
    form.remove();
    then(who());
  } }, field("Your name, kept with each correction", input), h("button", { class: "button first" }, "Go on"));
  place.append(form);
  input.focus();
  return undefined;
}

const split = (value) => value.split(/[\s,]+/).filter(Boolean);

/** Rows of parties: words, country, sectors (and the stance, for those who say so). */
function partyRows(label, parties, { stance = false, take }) {
  const rows = h("div", { class: "rows" });
  const add = (party = {}) => {
    const inputs = {
      text: h("input", { value: party.text ?? "", "aria-label": `${label}: words`, placeholder: "words in the text" }),
      country: h("input", { value: party.country ?? "", "aria-label": `${label}: country`, placeholder: "ISO3", maxlength: 3, size: 4 }),
      sectors: stance
        ? select([["asserts", "says"], ["denies", "denies"], ["questions", "questions"]], party.stance ?? "asserts", { "aria-label": `${label}: stance` })
        : h("input", { value: (party.sectors ?? []).join(" "), "aria-label": `${label}: sectors`, placeholder: "GOV MIL", size: 8 }),
    };
    const row = h("div", { class: "party" }, inputs.text, inputs.country, inputs.sectors,
      h("button", { type: "button", class: "plain cross", "aria-label": `Take ${label.toLowerCase()} away`, onclick: () => row.remove() }, "×"));
    row.inputs = inputs;
    rows.append(row);
    return row;
  };
  parties.forEach(add);
  const element = h("div", { class: "field", role: "group", "aria-label": label }, h("span", { class: "label" }, label), rows,
    h("button", { type: "button", class: "plain small", onpointerdown: (event) => event.preventDefault(), onclick: () => {
      const words = take();
      const row = add(words ? { text: words.text } : {});
      if (!words) row.inputs.text.focus();
    } }, "Add, or take the selected words"));
  const read = () => [...rows.children].map(({ inputs }) => ({
    text: inputs.text.value.trim(), country: inputs.country.value.trim().toUpperCase() || null,
    ...(stance ? { stance: inputs.sectors.value } : { sectors: split(inputs.sectors.value.toUpperCase()) }),
  })).filter((row) => row.text);
  return { element, read };
}

/** What the fields of an event are, in the form that corrections have. */
function fieldsOf(event) {
  const bare = (actor) => ({ text: actor.text, country: actor.country ?? null, sectors: actor.sectors ?? [] });
  return {
    type: event.type, modes: event.modes ?? [], status: event.status, historical: event.historical ?? false,
    date: event.date ? { from: event.date.from, to: event.date.to } : null,
    place: event.place ? { text: event.place.text || event.place.name, country: event.place.country ?? null } : null,
    actors: event.actors.map(bare), recipients: event.recipients.map(bare),
    claims: event.claims.map((claim) => ({ text: claim.source.text, country: claim.source.country ?? null, stance: claim.stance })),
    counts: Object.fromEntries(Object.entries(event.counts ?? {}).filter(([, n]) => n !== null)),
  };
}

/** The form of an event's fields; `save(fields, note)` is called with all of them. */
function eventForm(fields, about, { take, save, cancel, lead = null, word }) {
  const modesOf = (type) => about.types.find((t) => t.type === type)?.modes.map((mode) => mode.name ?? mode) ?? [];
  const type = select([["", "choose …"], ...about.types.map((t) => [t.type, t.type])], fields.type ?? "", { required: true });
  const mode = select([]);
  const fillModes = (chosen) => {
    const known = modesOf(type.value);
    fill(mode, ...select([["", "none"], ...known, ...(chosen && !known.includes(chosen) ? [chosen] : [])]).childNodes);
    mode.value = chosen;
  };
  fillModes(fields.modes?.[0] ?? "");
  type.addEventListener("change", () => fillModes(""));
  const status = select(about.statuses, fields.status ?? "actual");
  const historical = h("input", { type: "checkbox", checked: fields.historical });
  const from = h("input", { value: fields.date?.from ?? "", placeholder: "2016-10-11", pattern: "\\d{4}-\\d{2}-\\d{2}" });
  const until = h("input", { value: fields.date?.to ?? "", placeholder: "the same", pattern: "\\d{4}-\\d{2}-\\d{2}" });
  const where = h("input", { value: fields.place?.text ?? "", placeholder: "words in the text" });
  const land = h("input", { value: fields.place?.country ?? "", placeholder: "ISO3", maxlength: 3 });
  const actors = partyRows("Actors", fields.actors ?? [], { take });
  const recipients = partyRows("Recipients", fields.recipients ?? [], { take });
  const sources = partyRows("Who says so", fields.claims ?? [], { take, stance: true });
  const counts = Object.fromEntries(COUNTS.map((kind) => [kind, h("input", { type: "number", min: 0, value: fields.counts?.[kind] ?? "" })]));
  const note = h("input", { maxlength: 300 });
  const read = () => ({
    type: type.value, modes: mode.value ? [mode.value] : [], status: status.value, historical: historical.checked,
    date: from.value ? { from: from.value, to: until.value || from.value } : null,
    place: where.value ? { text: where.value, country: land.value.toUpperCase() || null } : null,
    actors: actors.read(), recipients: recipients.read(), claims: sources.read(),
    counts: Object.fromEntries(COUNTS.filter((kind) => counts[kind].value !== "").map((kind) => [kind, Number(counts[kind].value)])),
  });
  return h("form", { class: "mend", "aria-label": word, onsubmit: (event) => { event.preventDefault(); save(read(), note.value.trim() || null); } },
    lead, h("div", { class: "two" }, field("Type", type), field("Mode", mode), field("Status", status),
      h("label", { class: "tick", style: { "align-self": "end" } }, historical, " background"),
      field("From", from), field("To", until), field("Place", where), field("Its country", land)),
    actors.element, recipients.element, sources.element,
    h("details", null, h("summary", { class: "small" }, "Figures"), h("div", { class: "two" }, COUNTS.map((kind) => field(kind, counts[kind])))),
    field("Note", note),
    h("div", { class: "row" }, h("button", { class: "button first" }, "Save"), h("button", { class: "button", type: "button", onclick: cancel }, "Cancel")));
}

const differs = (a, b) => JSON.stringify(a) !== JSON.stringify(b);
const MEND = (fields) => Object.keys(fields).join(", ").replaceAll("_", " ");

/** One line about a correction: `Wrong – anna, 24 Nov`. */
export const inShort = (correction) =>
  [VERDICTS[correction.verdict], correction.verdict === "mended" ? MEND(correction.fields) : null, correction.by, correction.made?.slice(0, 10)].filter(Boolean).join(" · ");

/** What makes corrections for one article: `tools(event)` for cards, `missed` for what to add. */
export function corrector(answer, app) {
  const { record } = answer;
  const id = record.id;
  let made = [...(answer.corrections ?? [])];
  let bench = null;
  const redraws = [];
  const able = app.about?.writable !== false;
  const redraw = () => redraws.forEach((draw) => draw());

  async function keep(body, place) {
    try {
      const correction = await send("/api/corrections", { document: id, note: null, fields: {}, ...body });
      made = made.filter((old) => !(old.event && old.event === correction.event && old.by === correction.by)).concat(correction);
      redraw();
      toast(`Kept: ${inShort(correction)}.`, { label: "Undo", run: () => undo(correction) });
      return true;
    } catch (error) {
      place.append(h("p", { class: "error small", role: "alert" }, error.message));
      return false;
    }
  }

  async function undo(correction) {
    try {
      await remove(`/api/corrections/${correction.number}`);
      made = made.filter((old) => old.number !== correction.number);
      redraw();
      toast("Taken back.");
    } catch (error) {
      toast(error.message);
    }
  }

  const listed = (corrections) => h("ul", { class: "verdicts small" }, corrections.map((correction) =>
    h("li", { class: correction.verdict }, h("span", null, inShort(correction), correction.note ? ` – ${correction.note}` : ""), " ",
      h("button", { class: "plain", type: "button", onclick: () => undo(correction) }, "Undo"))));

  function tools(event) {
    const place = h("div", { class: "asked" });
    const list = h("div");
    const button = (verdict, label) => h("button", { class: "button", type: "button", "aria-pressed": "false", onclick: () => {
      place.replaceChildren();
      named(place, (by) => keep({ event: event.id, verdict, by }, place));
    } }, label);
    const right = button("right", "✓ Right");
    const wrong = button("wrong", "✗ Wrong");
    const mend = h("button", { class: "button", type: "button", onclick: () => named((place.replaceChildren(), place), (by) => {
      const was = fieldsOf(event);
      fill(place, eventForm(was, app.about, {
        take: () => bench.reading.selection(), cancel: () => { place.replaceChildren(); mend.focus(); }, word: "Mend this event",
        save: async (fields, note) => {
          const changes = Object.fromEntries(Object.entries(fields).filter(([key, value]) => differs(value, was[key])));
          if (!Object.keys(changes).length) return place.append(h("p", { class: "error small", role: "alert" }, "Nothing was changed."));
          if (await keep({ event: event.id, verdict: "mended", by, note, fields: changes }, place)) place.replaceChildren();
          return undefined;
        },
      }));
      place.querySelector("select").focus();
    }) }, "Mend …");
    const draw = () => {
      const mine = made.filter((correction) => correction.event === event.id);
      right.setAttribute("aria-pressed", String(mine.some((c) => c.verdict === "right")));
      wrong.setAttribute("aria-pressed", String(mine.some((c) => c.verdict === "wrong")));
      mend.setAttribute("aria-pressed", String(mine.some((c) => c.verdict === "mended")));
      fill(list, listed(mine));
    };
    redraws.push(draw);
    draw();
    if (!able) return null;
    return h("div", { class: "tools" }, h("div", { class: "row", role: "group", "aria-label": "Is this event right?" }, right, wrong, mend), place, list);
  }

  // Missed events: select words, or type them.
  const place = h("div", { class: "asked" });
  const list = h("div");
  const ask = (words) => named((place.replaceChildren(), place), (by) => {
    const trigger = h("input", { value: words?.text ?? "", required: true, placeholder: "as they stand in the text" });
    let span = words ? [words.start, words.end] : null;
    trigger.addEventListener("input", () => { span = null; });
    fill(place, eventForm({}, app.about, {
      take: () => bench.reading.selection(), cancel: () => place.replaceChildren(), word: "Add a missed event",
      lead: field("Words that tell it", trigger),
      save: async (fields, note) => {
        const at = span ?? bench.reading.find(trigger.value.trim());
        if (!at) return place.append(h("p", { class: "error small", role: "alert" }, `“${trigger.value.trim()}” does not stand in the text.`));
        if (await keep({ event: null, verdict: "missed", by, note, fields: { ...fields, spans: [at] } }, place)) place.replaceChildren();
        return undefined;
      },
    }));
    (words ? place.querySelector("select") : trigger).focus();
    place.scrollIntoView({ block: "center" });
  });
  const bubble = h("button", { class: "button first bubble", type: "button", hidden: true, onpointerdown: (event) => event.preventDefault(), onclick: () => {
    const words = bench.reading.selection();
    bubble.hidden = true;
    ask(words);
  } }, "Add a missed event");
  const onSelection = () => {
    const words = bench?.reading.selection();
    const form = document.querySelector("form.mend");
    if (!words || form) { bubble.hidden = true; return; }
    const box = getSelection().getRangeAt(0).getBoundingClientRect();
    bubble.hidden = false;
    bubble.style.left = `${Math.max(8, Math.min(innerWidth - 190, box.left))}px`;
    bubble.style.top = `${Math.min(innerHeight - 50, box.bottom + 10)}px`;
  };
  const complete = h("button", { class: "plain", type: "button", onclick: () => named((place.replaceChildren(), place), async (by) => {
    try {
      await send("/api/corrections/complete", { document: id, by, complete: true });
      toast("Noted: you have read this article to the end. What nobody marked counts as right.");
    } catch (error) { place.append(h("p", { class: "error small", role: "alert" }, error.message)); }
  }) }, "I have read it to the end");
  redraws.push(() => fill(list, listed(made.filter((c) => c.verdict === "missed"))));
  redraw();
  const missed = !able || answer.text === null ? null : h("section", { class: "missed", "aria-label": "Missed events" },
    h("p", { class: "soft small" }, "Was something missed? Select its words in the text, or ",
      h("button", { class: "plain", type: "button", onclick: () => ask(bench.reading.selection()) }, "add an event"), ". Done? ", complete, "."),
    place, list, bubble);

  if (missed) document.addEventListener("selectionchange", onSelection);
  return {
    tools, missed,
    attach(desk) { bench = desk; },
    close() { document.removeEventListener("selectionchange", onSelection); },
  };
}
