// Elements made from data. Text only ever enters the page as text nodes and attributes.

const SVG = "http://www.w3.org/2000/svg";

function make(element, props, children) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "style") for (const [key, v] of Object.entries(value)) element.style.setProperty(key, v);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false));
  return element;
}

/** An HTML element: attributes, `onclick`-like listeners, children (nodes or strings). */
export const h = (tag, props, ...children) => make(document.createElement(tag), props, children);

/** The same for SVG. */
export const s = (tag, props, ...children) => make(document.createElementNS(SVG, tag), props, children);

/** Says a line to screen readers, without showing it. */
export function announce(line) {
  document.getElementById("live").textContent = line;
}

/** Shows a line at the foot of the page for a while, with an action if there is one. */
export function toast(line, action = null) {
  const box = document.getElementById("toast");
  box.replaceChildren(line);
  if (action) box.append(h("button", { class: "plain", type: "button", onclick: () => { box.replaceChildren(); action.run(); } }, action.label));
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => box.replaceChildren(), 8000);
}

/** Calls `run` once, `wait` ms after the last call. */
export function debounce(run, wait = 250) {
  let timer = 0;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => run(...values), wait);
  };
}

/** Puts children in the place of what an element held; null and false are left out. */
export const fill = (element, ...children) => {
  element.replaceChildren();
  make(element, null, children);
};

/** A page's heading, which takes the focus when the view opens. */
export const heading = (text, ...rest) =>
  h("div", { class: "pagehead" }, h("h1", { tabindex: "-1" }, text), ...rest);

/** What stands where nothing is found. */
export const empty = (title, ...lines) =>
  h("div", { class: "state" }, h("h2", null, title), lines.map((line) => h("p", { class: "soft" }, line)));

/** What stands where something went wrong. */
export const failure = (error) =>
  h("div", { class: "state" }, h("div", { class: "error", role: "alert" },
    h("h2", null, "That did not work"), h("p", null, error.message)));

/** Shows that `box` is being filled while `work` runs, and what went wrong where it fails; what
 * was given up for a later question is no mistake. */
export async function loading(box, work) {
  box.classList.add("loading");
  try {
    await work();
  } catch (error) {
    if (error.name !== "AbortError") fill(box, failure(error));
  } finally {
    box.classList.remove("loading");
  }
}

/** A form field with its label. */
export function field(label, control, extra = {}) {
  const id = control.id || (control.id = `f${++field.count}`);
  return h("div", { class: "field", ...extra }, h("label", { for: id }, label), control);
}
field.count = 0;

/** A select; `options` are values or [value, label]. */
export const select = (options, value, props = {}) =>
  h("select", { ...props }, options.map((option) => {
    const [v, label] = Array.isArray(option) ? option : [option, option];
    return h("option", { value: v, selected: v === value }, label);
  }));

/** A row of which one is chosen. */
export function segmented(label, name, options, value, change) {
  return h("fieldset", { class: "segmented", style: { margin: 0, padding: 0 } },
    h("legend", { class: "unseen" }, label),
    options.map((option) => h("label", null,
      h("input", { type: "radio", name, value: option, checked: option === value, onchange: () => change(option) }),
      h("span", null, option))));
}
