// The address of the page holds its state: `/events?actor=RUS&sort=-date`.

/** The parameters that choose events, shared by the views. */
export const FILTERS = [
  "actor", "recipient", "party", "type", "mode", "context", "quad", "status", "background", "since", "until",
  "where", "source", "claimed", "min_confidence", "text", "document", "story", "verdict",
];

/** Only the parameters of the filter. */
export function filterOf(params) {
  const out = new URLSearchParams();
  for (const [key, value] of params) if (FILTERS.includes(key) && value) out.append(key, value);
  return out;
}

/** A copy with some keys set (a list repeats, null or "" takes away). */
export function changed(params, changes) {
  const out = new URLSearchParams(params);
  for (const [key, value] of Object.entries(changes)) {
    out.delete(key);
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined && one !== "") out.append(key, one);
    }
  }
  return out;
}

/** `/path?query` */
export function to(path, params = null) {
  const query = new URLSearchParams(params ?? {}).toString();
  return query ? `${path}?${query}` : path;
}

/** Goes to an address of the page; `replace` leaves no step in the history. */
export function go(target, { replace = false } = {}) {
  if (target === location.pathname + location.search) return;
  history[replace ? "replaceState" : "pushState"](null, "", target);
  dispatchEvent(new Event("route"));
}

/** Changes some parameters of where we are. */
export const alter = (changes, options) =>
  go(to(location.pathname, changed(new URLSearchParams(location.search), changes)), options);

/** The address of an event in its article. */
export const eventAddress = (event) => to("/article", { id: event.document, event: event.id });
