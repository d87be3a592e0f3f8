// Events on a map, by place and side, through time.

import { announce, empty, failure, fill, h, heading, loading, select } from "../dom.js";
import { latest } from "../api.js";
import { alter, changed, filterOf, to } from "../route.js";
import { d3 as load, onWidth, world } from "../draw.js";
import { eventList } from "../eventlist.js";
import { filterBar } from "../filters.js";
import { many, number, period as named, quadOf, side, sides } from "../plover.js";

export const title = "Map";

/** What each place and each bucket holds, of the buckets from `first` to `last` (indices, both included). */
export function tally(answer, sides, first, last) {
  const whole = first === 0 && last === answer.buckets.length - 1;
  const places = answer.places.map((place) => ({ ...place, events: 0, cooperation: 0, conflict: 0 }));
  const buckets = answer.buckets.map((name) => ({ name, cooperation: 0, conflict: 0 }));
  for (const [p, b, t, n] of answer.cells) {
    const key = sides[t];
    if (b >= 0) buckets[b][key] += n;
    if (b < 0 ? !whole : b < first || b > last) continue;
    places[p].events += n;
    places[p][key] += n;
  }
  return { places: places.filter((place) => place.events && place.latitude !== null), buckets };
}

function chart(d3, { land, borders }, width, places, chosen, choose) {
  const height = Math.round(Math.min(620, Math.max(240, width * 0.52)));
  const svg = d3.create("svg").attr("viewBox", `0 0 ${width} ${height}`).attr("width", width).attr("height", height).attr("class", "map")
    .attr("role", "group").attr("aria-label", "Map of events; the same places stand in the list");
  const projection = d3.geoEqualEarth();
  const points = { type: "MultiPoint", coordinates: places.map((p) => [p.longitude, p.latitude]) };
  const [[w, s], [e, n]] = places.length ? d3.geoBounds(points) : [[-180, -60], [180, 80]];
  const close = places.length && e > w && e - w < 120;
  const pad = 14;
  const box = { type: "MultiPoint", coordinates: [[w - pad, Math.max(-58, s - pad)], [e + pad, Math.min(80, n + pad)]] };
  if (close) projection.rotate([-(w + e) / 2, 0]).fitExtent([[0, 0], [width, height]], box);
  else projection.fitExtent([[0, 0], [width, height]], { type: "MultiPoint", coordinates: [[-168, -56], [178, 78]] });
  const path = d3.geoPath(projection);
  const sheet = svg.append("g");
  sheet.append("path").attr("class", "land").attr("d", path(land));
  sheet.append("path").attr("class", "borders").attr("d", path(borders));
  const most = d3.max(places, (p) => p.events) || 1;
  // However many there are, the spots cover no more than a sixteenth of the map.
  const room = Math.sqrt((width * height) / 16 / Math.PI / (d3.sum(places, (p) => p.events / most) || 1));
  const r = d3.scaleSqrt([0, most], [0, Math.max(5, Math.min(26, room, 4 + 3 * Math.sqrt(most)))]);
  const marks = sheet.append("g").selectAll("g").data([...places].sort((a, b) => b.events - a.events)).join("g")
    .attr("class", (p) => `spot ${p.name === chosen ? "on" : ""}`).attr("transform", (p) => `translate(${projection([p.longitude, p.latitude])})`);
  // Each spot is cut in two by its shares; the part of conflict is hatched by its edge, that of cooperation round.
  const inner = marks.append("g").attr("class", "inner").on("click", (_, p) => choose(p));
  inner.each(function draw(p) {
    const radius = Math.max(3.5, r(p.events)), g = d3.select(this);
    const share = p.conflict / p.events;
    if (share < 1) g.append("path").attr("class", "cooperation").attr("d", d3.arc()({ innerRadius: 0, outerRadius: radius, startAngle: 2 * Math.PI * share, endAngle: 2 * Math.PI }));
    if (share > 0) g.append("path").attr("class", "conflict").attr("d", d3.arc()({ innerRadius: radius * 0.42, outerRadius: radius, startAngle: 0, endAngle: 2 * Math.PI * share }));
  });
  inner.append("title").text((p) => `${p.name}: ${p.cooperation} with, ${p.conflict} against`);
  // The names lie above all spots.
  const labels = sheet.append("g").attr("class", "spotnames").selectAll("g").data(marks.data().filter((p, i) => i < 24 || p.name === chosen)).join("g")
    .attr("transform", (p) => `translate(${projection([p.longitude, p.latitude])})`).append("text").attr("x", (p) => Math.max(3.5, r(p.events)) + 3).attr("dy", "0.33em").text((p) => p.name);
  // No label over another: the larger place keeps its own.
  const taken = [];
  labels.each(function place(p) {
    const [px, py] = projection([p.longitude, p.latitude]);
    const left = px + r(p.events) + 3, right = left + p.name.length * 6.4;
    if (right > width || taken.some(([a, b, y]) => Math.abs(y - py) < 13 && left < b && right > a)) this.remove();
    else taken.push([left, right, py]);
  });
  const zoom = d3.zoom().scaleExtent([1, 24]).translateExtent([[0, 0], [width, height]]).filter((event) => event.type !== "wheel" || event.ctrlKey || event.metaKey)
    .on("zoom", ({ transform }) => {
      sheet.attr("transform", transform);
      inner.attr("transform", `scale(${1 / transform.k})`);
      labels.attr("transform", `scale(${1 / transform.k})`);
      sheet.selectAll(".land, .borders").attr("stroke-width", 0.6 / transform.k);
    });
  svg.call(zoom).on("dblclick.zoom", null);
  const by = (k) => () => svg.call(zoom.scaleBy, k);
  const tools = h("div", { class: "zoom", role: "group", "aria-label": "Zoom" },
    h("button", { class: "button", type: "button", "aria-label": "Nearer", onclick: by(1.7) }, "+"),
    h("button", { class: "button", type: "button", "aria-label": "Farther", onclick: by(1 / 1.7) }, "−"),
    h("button", { class: "button", type: "button", onclick: () => svg.call(zoom.transform, d3.zoomIdentity) }, "Whole"));
  return h("div", { class: "mapbox" }, svg.node(), tools);
}

function times(d3, width, buckets, by, first, last, choose) {
  const height = 84, base = 42, left = 4, right = 4;
  const x = d3.scaleBand(d3.range(buckets.length), [left, width - right]).padding(0.15);
  const most = d3.max(buckets, (b) => Math.max(b.cooperation, b.conflict)) || 1;
  const y = d3.scaleLinear([0, most], [0, 32]);
  const svg = d3.create("svg").attr("viewBox", `0 0 ${width} ${height + 18}`).attr("width", width).attr("height", height + 18).attr("class", "times")
    .attr("role", "img").attr("aria-label", "Events through time: cooperation above the line, conflict below; choose the span in the two menus");
  const on = (i) => i >= first && i <= last;
  svg.append("g").selectAll("rect").data(buckets).join("rect").attr("class", (_, i) => `cooperation ${on(i) ? "" : "off"}`).attr("x", (_, i) => x(i)).attr("width", Math.max(1, x.bandwidth())).attr("y", (b) => base - y(b.cooperation)).attr("height", (b) => y(b.cooperation));
  svg.append("g").selectAll("rect").data(buckets).join("rect").attr("class", (_, i) => `conflict ${on(i) ? "" : "off"}`).attr("x", (_, i) => x(i)).attr("width", Math.max(1, x.bandwidth())).attr("y", base).attr("height", (b) => y(b.conflict));
  svg.append("line").attr("class", "zero").attr("x1", left).attr("x2", width - right).attr("y1", base).attr("y2", base);
  const step = Math.max(1, Math.ceil(buckets.length / (width / 90)));
  svg.append("g").selectAll("text").data(d3.range(0, buckets.length, step)).join("text").attr("class", "tick").attr("font-size", 12).attr("x", (i) => x(i)).attr("y", height + 14).text((i) => named(buckets[i].name, by).replace("week of ", ""));
  const index = (px) => Math.max(0, Math.min(buckets.length - 1, Math.floor((px - left) / x.step())));
  const brush = d3.brushX().extent([[left, 0], [width - right, height]]).on("end", (event) => {
    if (!event.sourceEvent) return;
    if (!event.selection) { const i = index(d3.pointer(event.sourceEvent, svg.node())[0]); choose(i, i); return; }
    choose(index(event.selection[0] + 1), index(event.selection[1] - 1));
  });
  const whole = first === 0 && last === buckets.length - 1;
  svg.append("g").attr("class", "brush").call(brush).call(brush.move, whole ? null : [x(first), x(last) + x.bandwidth()]);
  return svg.node();
}

export async function open(root, params, app) {
  const bar = filterBar(app.about);
  const count = h("p", { class: "soft", role: "status" });
  const box = h("div"), map = h("div", { class: "canvas" }), line = h("div", { class: "canvas" }), list = h("div", { class: "places" });
  const below = h("section", { class: "below", "aria-label": "Events of the chosen place", "aria-live": "polite" });
  const from = h("select"), until = h("select");
  const play = h("button", { class: "button", type: "button" }, "▶ Play");
  const ask = latest(), askBelow = latest();
  const span = h("div", { class: "row spanrow" }, h("span", { class: "soft small" }, "From"), from, h("span", { class: "soft small" }, "to"), until, play,
    h("button", { class: "plain", type: "button", onclick: () => alter({ first: null, last: null }) }, "all of it"));
  from.setAttribute("aria-label", "From period");
  until.setAttribute("aria-label", "To period");
  let answer = null, key = null, d3 = null, atlas = null, timer = 0;
  root.append(heading(title, count), bar.element, box);

  const bounds = (now) => {
    const at = (name, fallback) => { const i = answer.buckets.indexOf(now.get(name)); return i < 0 ? fallback : i; };
    const first = at("first", 0);
    return [first, Math.max(first, at("last", answer.buckets.length - 1))];
  };
  const choose = (first, last) => {
    const whole = first === 0 && last === answer.buckets.length - 1;
    alter({ first: whole ? null : answer.buckets[first], last: whole ? null : answer.buckets[last] }, { replace: true });
  };
  function halt() { clearInterval(timer); timer = 0; play.textContent = "▶ Play"; }
  play.addEventListener("click", () => {
    if (timer) return halt();
    let [first, last] = bounds(new URLSearchParams(location.search));
    const wide = last - first + 1 >= answer.buckets.length ? Math.max(1, Math.round(answer.buckets.length / 10)) : last - first + 1;
    first = last + 1 >= answer.buckets.length ? 0 : first;
    play.textContent = "❚❚ Stop";
    const step = () => { if (first + wide > answer.buckets.length) return halt(); choose(first, first + wide - 1); first += 1; return undefined; };
    step();
    timer = setInterval(step, 700);
    return undefined;
  });
  from.addEventListener("change", () => choose(Number(from.value), Math.max(Number(from.value), Number(until.value))));
  until.addEventListener("change", () => choose(Math.min(Number(from.value), Number(until.value)), Number(until.value)));

  function draw() {
    const now = new URLSearchParams(location.search);
    const [first, last] = answer.buckets.length ? bounds(now) : [0, -1];
    const { places, buckets } = tally(answer, (answer.kinds ?? answer.types).map((kind) => side(quadOf(kind) ?? kind)), first, last);
    const chosen = now.get("at");
    const pick = (p) => alter({ at: p.name === chosen ? null : p.name });
    const total = places.reduce((n, p) => n + p.events, 0);
    count.textContent = `${many(total, "event")} at ${many(places.length, "place")}${answer.unplaced ? `; ${number(answer.unplaced)} without a place` : ""}`;
    if (map.clientWidth) fill(map, chart(d3, atlas, map.clientWidth, places, chosen, pick));
    if (line.clientWidth && buckets.length > 1) fill(line, times(d3, line.clientWidth, buckets, answer.by, first, last, choose));
    span.hidden = line.hidden = buckets.length < 2;
    for (const [control, value] of [[from, first], [until, last]]) {
      fill(control, ...select(answer.buckets.map((b, i) => [String(i), named(b, answer.by)]), String(value)).childNodes);
      control.value = String(value);
    }
    fill(list, h("h2", null, "Places"), h("ol", null, [...places].sort((a, b) => b.events - a.events).slice(0, 40).map((p) => h("li", null,
      h("button", { class: "plain", type: "button", "aria-pressed": String(p.name === chosen), onclick: () => pick(p) }, p.name), h("span", { class: "soft" }, p.name === p.country ? "" : ` ${p.country ?? ""}`),
      h("span", { class: "grow" }), sides(p)))));
  }

  async function showPlace(now) {
    const at = now.get("at");
    if (!at) return below.replaceChildren();
    await loading(below, async () => {
      const query = changed(filterOf(now), { where: at, limit: 50 });
      if (now.get("first")) query.set("since", now.get("first"));
      if (now.get("last")) query.set("until", last(now.get("last"), answer.by));
      const { total, events } = await askBelow("/api/events", query);
      fill(below, h("div", { class: "pagehead" }, h("h2", null, at), h("span", { class: "soft" }, many(total, "event")), h("a", { href: to("/events", changed(query, { limit: null })) }, "as a table"), h("button", { class: "plain", type: "button", onclick: () => alter({ at: null }) }, "close")), eventList(events));
    });
    return undefined;
  }

  async function update(now) {
    bar.update();
    const query = filterOf(now);
    try {
      if (query.toString() !== key || !answer) {
        box.classList.add("loading");
        [answer, d3, atlas] = await Promise.all([ask("/api/map", query), d3 ?? load(), atlas ?? world()]);
        key = query.toString();
        announce(many(answer.total, "event"));
        if (!answer.places.length) { below.replaceChildren(); count.textContent = ""; answer = null; return fill(box, empty("Nothing to map", "No event that meets these conditions has a place with known coordinates.")); }
      }
      if (!map.isConnected) fill(box, h("div", { class: "maprow" }, h("figure", { class: "mapside" }, map, mapLegend(), line, span), list), below);
      draw();
    } catch (error) {
      if (error.name !== "AbortError") fill(box, failure(error));
      return undefined;
    } finally {
      box.classList.remove("loading");
    }
    return showPlace(now);
  }
  const stop = onWidth(root, () => { if (answer && map.isConnected) draw(); });
  await update(params);
  requestAnimationFrame(() => { if (answer) draw(); });
  return { update: (now) => { update(now); }, close: () => { stop(); halt(); } };
}

const mapLegend = () => h("figcaption", { class: "soft small maplegend" },
  h("span", null, h("span", { class: "cooperation" }, "●"), " cooperation, a full disc"), h("span", null, h("span", { class: "conflict" }, "◯"), " conflict, a ring"), h("span", null, "the larger, the more events"));

/** The last day of a bucket, for a condition that includes it. */
export function last(name, by) {
  if (by === "week") {
    const end = new Date(`${name}T00:00:00Z`);
    end.setUTCDate(end.getUTCDate() + 6);
    return end.toISOString().slice(0, 10);
  }
  const quarter = name.match(/^(\d{4})-Q(\d)$/);
  return quarter ? `${quarter[1]}-${String(3 * quarter[2]).padStart(2, "0")}` : name;
}
