// Who acts on whom: the strongest ties as a drawing and as a list.

import { announce, empty, failure, fill, h, heading, segmented } from "../dom.js";
import { latest } from "../api.js";
import { alter, changed, filterOf, go, to } from "../route.js";
import { d3 as load, onWidth } from "../draw.js";
import { filterBar } from "../filters.js";
import { many, nameOf, number, score, sides } from "../plover.js";

export const title = "Network";

// More ties than this are a thicket; the strongest are drawn.
const MOST_TIES = 120;

const sideOf = (edge) => (edge.conflict > edge.cooperation ? "conflict" : "cooperation");

/** Where the nodes stand: forces run to rest before anything is drawn, from the same start each time. */
function settle(d3, answer, width, height) {
  const room = width < 500 ? 24 : Infinity; // a phone has no room for more
  const large = new Set([...answer.nodes].sort((a, b) => b.events - a.events).slice(0, room).map((node) => node.id));
  const links = answer.edges.filter((edge) => edge.source !== edge.target && large.has(edge.source) && large.has(edge.target))
    .sort((a, b) => b.events - a.events).slice(0, MOST_TIES).map((edge) => ({ ...edge }));
  const tied = new Set(links.flatMap((edge) => [edge.source, edge.target]));
  const nodes = answer.nodes.filter((node) => tied.has(node.id)).map((node) => ({ ...node }));
  const r = d3.scaleSqrt([0, d3.max(nodes, (n) => n.events) || 1], [3, width < 500 ? 16 : 22]);
  const most = d3.max(links, (l) => l.events) || 1;
  const half = { x: width / 2, y: height / 2 };
  const forces = d3.forceSimulation(nodes)
    .force("link", d3.forceLink(links).id((n) => n.id).distance((l) => 70 + 60 * (1 - l.events / most)).strength((l) => 0.15 + 0.5 * Math.sqrt(l.events / most)))
    .force("charge", d3.forceManyBody().strength(width < 500 ? -160 : -620)).force("collide", d3.forceCollide((n) => r(n.events) + 18))
    .force("x", d3.forceX(half.x).strength(0.09 * Math.min(1, height / width))).force("y", d3.forceY(half.y).strength(0.1)).stop();
  for (let i = 0; i < 260; i++) forces.tick();
  for (const n of nodes) {
    const m = r(n.events) + 6;
    n.x = Math.max(m, Math.min(width - m - 30, n.x));
    n.y = Math.max(m, Math.min(height - m - 12, n.y));
  }
  return { nodes, links, r, most };
}

/** An arc from one node's edge to the other's, bent to the right so that both directions are seen. */
function arc(link, r) {
  const { source: a, target: b } = link;
  const dx = b.x - a.x, dy = b.y - a.y, d = Math.hypot(dx, dy) || 1;
  const bend = link.together ? 0 : 0.16;
  const mx = (a.x + b.x) / 2 - dy * bend, my = (a.y + b.y) / 2 + dx * bend;
  const edge = (node, extra) => { const ex = mx - node.x, ey = my - node.y, e = Math.hypot(ex, ey) || 1; return [node.x + (ex / e) * (r(node.events) + extra), node.y + (ey / e) * (r(node.events) + extra)]; };
  const p = edge(a, 1), q = edge(b, link.together ? 1 : 6);
  return { d: `M${p}Q${[mx, my]} ${q}`, angle: Math.atan2(q[1] - my, q[0] - mx), tip: q, length: d };
}

function chart(d3, answer, width, chosen, choose, pick) {
  const height = Math.round(Math.min(680, Math.max(380, width * 0.66)));
  const { nodes, links, r, most } = settle(d3, answer, width, height);
  const near = new Set(chosen ? links.filter((l) => l.source.id === chosen || l.target.id === chosen).flatMap((l) => [l.source.id, l.target.id]) : []);
  const wide = d3.scaleSqrt([0, most], [0.6, 6]);
  const svg = d3.create("svg").attr("viewBox", `0 0 ${width} ${height}`).attr("width", width).attr("height", height).attr("class", "net")
    .attr("role", "group").attr("aria-label", "Network of actors; the same ties stand in the list");
  const off = (l) => chosen && l.source.id !== chosen && l.target.id !== chosen;
  const edges = svg.append("g").selectAll("g").data(links.sort((a, b) => a.events - b.events)).join("g").attr("class", (l) => `edge ${sideOf(l)} ${off(l) ? "off" : ""}`).on("click", (_, l) => pick(l));
  edges.each(function draw(l) {
    const { d, angle, tip } = arc(l, r), g = d3.select(this), w = wide(l.events);
    g.append("path").attr("class", "reach").attr("d", d);
    g.append("path").attr("class", "line").attr("d", d).attr("stroke-width", w);
    if (!l.together) g.append("path").attr("class", "tip").attr("d", `M0 0L${-5 - w} ${-2.5 - w * 0.6}L${-5 - w} ${2.5 + w * 0.6}Z`).attr("transform", `translate(${tip}) rotate(${(angle * 180) / Math.PI}) translate(5,0)`);
  });
  edges.append("title").text((l) => `${l.source.name} ${l.together ? "and" : "→"} ${l.target.name}: ${l.cooperation} with, ${l.conflict} against`);
  const dots = svg.append("g").selectAll("g").data(nodes).join("g").attr("class", (n) => `node ${n.id === chosen ? "on" : ""} ${chosen && n.id !== chosen && !near.has(n.id) ? "off" : ""}`).attr("transform", (n) => `translate(${n.x},${n.y})`).on("click", (_, n) => choose(n.id));
  dots.append("circle").attr("r", (n) => r(n.events));
  const called = (n) => (width < 500 && n.kind === "country" ? n.id : n.kind === "sector" ? nameOf(n.id) : n.name);
  // The names lie above all dots, so that none is hidden.
  svg.append("g").selectAll("g").data(nodes).join("g").attr("class", (n) => `name ${chosen && n.id !== chosen && !near.has(n.id) ? "off" : ""}`).attr("transform", (n) => `translate(${n.x},${n.y})`).append("text").attr("x", (n) => r(n.events) + 4).attr("dy", "0.34em").attr("font-size", (n) => (r(n.events) > 12 ? 14 : 12)).attr("font-weight", (n) => (r(n.events) > 12 ? 600 : 400))
    .text((n) => (called(n).length > 26 ? `${called(n).slice(0, 24)}…` : called(n)));
  dots.append("title").text((n) => `${n.name}: ${many(n.events, "event")}`);
  return svg.node();
}

const tie = (edge, name, link) => h("li", null, h("a", { href: link(edge) }, edge.source === edge.target
  ? ["within ", name(edge.source)] : [name(edge.source), h("span", { class: "soft" }, edge.together ? " and " : " → "), name(edge.target)]),
  h("span", { class: "grow" }), sides(edge),
  h("span", { class: "soft mean" }, score(edge.score)));

export async function open(root, params, app) {
  const bar = filterBar(app.about);
  const count = h("p", { class: "soft", role: "status" });
  const mode = h("div");
  const box = h("div"), canvas = h("div", { class: "canvas" }), list = h("div", { class: "places" });
  const ask = latest();
  let answer = null, key = null, d3 = null;
  root.append(heading(title, count, h("span", { class: "spacer" }), mode), bar.element, box);
  const link = (edge) => edge.together
    ? to("/pair", changed(filterOf(new URLSearchParams(location.search)), { one: edge.source, other: edge.target, actor: null, recipient: null, party: null }))
    : to("/events", changed(filterOf(new URLSearchParams(location.search)), { actor: edge.source, recipient: edge.target }));

  function draw() {
    const now = new URLSearchParams(location.search);
    const chosen = answer.nodes.some((n) => n.id === now.get("at")) ? now.get("at") : null;
    const names = new Map(answer.nodes.map((n) => [n.id, n.kind === "sector" ? nameOf(n.id) : n.name]));
    const choose = (id) => alter({ at: id === chosen ? null : id }, { replace: true });
    const pick = (l) => go(link({ ...l, source: l.source.id, target: l.target.id }));
    if (canvas.clientWidth) fill(canvas, chart(d3, answer, canvas.clientWidth, chosen, choose, pick));
    const edges = answer.edges.filter((e) => !chosen || e.source === chosen || e.target === chosen).sort((a, b) => b.events - a.events).slice(0, 40);
    fill(list, h("h2", null, chosen ? names.get(chosen) : "Strongest ties"), chosen ? h("button", { class: "plain", type: "button", onclick: () => choose(chosen) }, "all actors") : null,
      h("ol", null, edges.map((e) => tie(e, (id) => names.get(id) ?? id, link))),
      chosen ? null : h("details", null, h("summary", { class: "small" }, "Actors"), h("ol", null, answer.nodes.map((n) => h("li", null, h("button", { class: "plain", type: "button", onclick: () => choose(n.id) }, names.get(n.id)), h("span", { class: "grow" }), number(n.events))))));
  }

  async function update(now) {
    bar.update();
    const by = now.get("by") === "actor" ? "actor" : "country";
    fill(mode, segmented("Nodes", "nodes", ["country", "actor"], by, (value) => alter({ by: value === "country" ? null : value, at: null })));
    const query = new URLSearchParams([...filterOf(now), ["by", by]]);
    try {
      if (query.toString() !== key || !answer) {
        box.classList.add("loading");
        [answer, d3] = await Promise.all([ask("/api/network", query), d3 ?? load()]);
        key = query.toString();
        const left = answer.left_out ?? {};
        count.textContent = `${many(answer.nodes.length, "actor")}, ${many(answer.edges.length, "tie")}${left.nodes ? `; ${many(left.nodes, "smaller actor")} left out` : ""}`;
        announce(count.textContent);
        if (!answer.edges.length) { answer = null; return fill(box, empty("No ties", "No event that meets these conditions has one actor acting on another.")); }
      }
      if (!canvas.isConnected) fill(box, h("div", { class: "maprow" }, h("figure", { class: "mapside" }, canvas, h("figcaption", { class: "soft small maplegend" },
        h("span", null, h("span", { class: "cooperation" }, "━━"), " mostly cooperation"), h("span", null, h("span", { class: "conflict" }, "╍╍"), " mostly conflict, dashed"), h("span", null, "arrow: who acts on whom; none: together"), h("span", null, "the wider, the more events"), answer.edges.length > MOST_TIES ? h("span", null, `the ${MOST_TIES} strongest of ${number(answer.edges.length)} ties`) : null)), list));
      draw();
    } catch (error) {
      if (error.name !== "AbortError") fill(box, failure(error));
    } finally {
      box.classList.remove("loading");
    }
    return undefined;
  }
  const stop = onWidth(root, () => { if (answer && canvas.isConnected) draw(); });
  await update(params);
  requestAnimationFrame(() => { if (answer) draw(); });
  return { update: (now) => { update(now); }, close: stop };
}
