// The drawing of a pair: the balance, the bars of cooperation and conflict, and a row for each type.
//
// All three share one axis of time, so that an escalation is seen three ways: the balance sinks, the
// bars below the line grow, and the dots move down from talk to force.

import { s } from "./dom.js";
import { start } from "./draw.js";
import { SIGNS, depth, period as named, score, side } from "./plover.js";

const LEFT = 116, RIGHT = 12;
const BALANCE = 110, BARS = 130, ROW = 22, GAP = 30;

/** Mean scores, each period with half the weight of its neighbours; null where nothing is near. */
export function smooth(periods) {
  const kernel = [0.25, 0.5, 1, 0.5, 0.25];
  return periods.map((_, i) => {
    let sum = 0, weight = 0;
    kernel.forEach((k, j) => {
      const p = periods[i + j - 2];
      if (p?.score === null || p?.score === undefined) return;
      sum += k * p.events * p.score;
      weight += k * p.events;
    });
    return weight ? sum / weight : null;
  });
}

/** Where the balance of the three periods from here on differs most from the three before. */
export function turn(periods, span = 3, least = 3) {
  const mean = (some) => {
    const with_ = some.filter((p) => p.score !== null && p.events);
    const n = with_.reduce((sum, p) => sum + p.events, 0);
    return n >= least ? with_.reduce((sum, p) => sum + p.events * p.score, 0) / n : null;
  };
  let best = null;
  for (let i = 1; i < periods.length; i++) {
    if (!periods[i].events) continue;
    const before = mean(periods.slice(Math.max(0, i - span), i)), after = mean(periods.slice(i, i + span));
    if (before === null || after === null) continue;
    const change = after - before;
    if (!best || (change < 0 ? -1.25 * change : change) > Math.abs(best.change)) best = { period: periods[i].period, before, after, change };
  }
  return best && Math.abs(best.change) >= 1.5 ? best : null;
}

const label = (x, y, text, props = {}) => s("text", { x, y, "font-size": 12, ...props }, text);

function axis(d3, x, height, top) {
  const ticks = x.ticks(Math.max(2, Math.floor((x.range()[1] - x.range()[0]) / 90)));
  const format = d3.utcFormat("%Y"), month = d3.utcFormat("%b"), dayMonth = d3.utcFormat("%-d %b");
  return s("g", { class: "axis" }, ticks.map((tick) => {
    const text = tick.getUTCDate() > 1 ? dayMonth(tick) : tick.getUTCMonth() ? month(tick) : format(tick);
    return [s("line", { x1: x(tick), x2: x(tick), y1: top, y2: height }), label(x(tick), height + 16, text, { "text-anchor": "middle", class: "tick" })];
  }));
}

function balance(d3, x, periods, top) {
  const values = smooth(periods);
  const y = d3.scaleLinear([-10, 10], [top + BALANCE, top]);
  const points = periods.map((p, i) => ({ at: x(p.middle), value: values[i] }));
  const area = (clamp) => d3.area().defined((p) => p.value !== null).x((p) => p.at).y0(y(0)).y1((p) => y(clamp(p.value))).curve(d3.curveMonotoneX)(points);
  const line = d3.line().defined((p) => p.value !== null).x((p) => p.at).y((p) => y(p.value)).curve(d3.curveMonotoneX)(points);
  const alone = points.filter((p, i) => p.value !== null && (points[i - 1]?.value ?? null) === null && (points[i + 1]?.value ?? null) === null);
  return s("g", { class: "balance" },
    s("path", { class: "cooperation", d: area((v) => Math.max(0, v)) }), s("path", { class: "conflict", d: area((v) => Math.min(0, v)) }),
    s("line", { class: "zero", x1: LEFT, x2: x.range()[1], y1: y(0), y2: y(0) }),
    s("path", { class: "line", d: line }), alone.map((p) => s("circle", { class: "alone", cx: p.at, cy: y(p.value), r: 2.5 })),
    label(0, top + 4, "Balance", { "font-weight": 600 }), label(0, top + 20, "mean score", { class: "tick" }),
    [10, 5, 0, -5, -10].map((v) => label(LEFT - 8, y(v) + 4, v > 0 ? `+${v}` : v < 0 ? `−${-v}` : "0", { "text-anchor": "end", class: "tick" })));
}

function bars(d3, x, periods, types, width, top) {
  const quads = new Map(types.map((t) => [t.type, t.quad]));
  const sums = periods.map((p) => {
    const sum = { "verbal cooperation": 0, "material cooperation": 0, "verbal conflict": 0, "material conflict": 0 };
    for (const [type, n] of Object.entries(p.types)) if (quads.has(type)) sum[quads.get(type)] += n;
    return sum;
  });
  const up = d3.max(sums, (q) => q["verbal cooperation"] + q["material cooperation"]) || 0;
  const down = d3.max(sums, (q) => q["verbal conflict"] + q["material conflict"]) || 0;
  const y = d3.scaleLinear([up || 1, -(down || 1)], [top, top + BARS]);
  const rect = (i, from, to, quad) => to === from ? null : s("rect", {
    class: `bar ${side(quad)} ${depth(quad)}`, x: x(periods[i].first) + width * 0.1, width: Math.max(1.5, width * 0.8),
    y: Math.min(y(from), y(to)) + 0.5, height: Math.max(0.5, Math.abs(y(to) - y(from)) - 1),
  });
  const inner = sums.map((q, i) => [
    rect(i, 0, q["material cooperation"], "material cooperation"), rect(i, q["material cooperation"], q["material cooperation"] + q["verbal cooperation"], "verbal cooperation"),
    rect(i, 0, -q["material conflict"], "material conflict"), rect(i, -q["material conflict"], -q["material conflict"] - q["verbal conflict"], "verbal conflict"),
  ]).flat().filter(Boolean);
  const ticks = y.ticks(4).filter(Number.isInteger);
  return s("g", { class: "bars" }, inner, s("line", { class: "zero", x1: LEFT, x2: x.range()[1], y1: y(0), y2: y(0) }),
    ticks.map((v) => label(LEFT - 8, y(v) + 4, Math.abs(v), { "text-anchor": "end", class: "tick" })),
    label(0, top + 4, "Events", { "font-weight": 600 }), label(0, top + 20, "above: with", { class: "tick" }), label(0, top + 34, "below: against", { class: "tick" }));
}

function matrix(d3, x, periods, types, width, top) {
  const present = types.filter((t) => periods.some((p) => p.types[t.type])).sort((a, b) => (b.score ?? 0) - (a.score ?? 0));
  const most = d3.max(periods, (p) => d3.max(Object.values(p.types))) || 1;
  const r = d3.scaleSqrt([0, most], [0, Math.max(2.5, Math.min(9.5, 0.8 * width))]);
  return { height: present.length * ROW, element: s("g", { class: "matrix" }, present.map((type, i) => {
    const y = top + i * ROW + ROW / 2;
    return s("g", null, s("line", { class: "row", x1: LEFT, x2: x.range()[1], y1: y, y2: y }),
      s("text", { x: LEFT - 8, y: y + 4, "font-size": 11.5, "text-anchor": "end" }, s("tspan", { class: side(type.quad) }, SIGNS[type.quad]), ` ${type.type}`),
      periods.filter((p) => p.types[type.type]).map((p) => {
        const radius = Math.max(2, r(p.types[type.type])), at = x(p.middle);
        const shape = side(type.quad) === "conflict"
          ? s("path", { d: `M${at} ${y - radius * 1.2}L${at + radius * 1.2} ${y}L${at} ${y + radius * 1.2}L${at - radius * 1.2} ${y}Z` })
          : s("circle", { cx: at, cy: y, r: radius });
        shape.setAttribute("class", `dot ${side(type.quad)} ${depth(type.quad)}`);
        return shape;
      }));
  })) };
}

/** The whole drawing. `choose(period)` is called with the period that is clicked. */
export function drawPair(d3, answer, types, full, selected, choose) {
  const next = { day: "utcDay", week: "utcDay", month: "utcMonth", quarter: "utcMonth", year: "utcYear" }[answer.by];
  const step = { week: 7, quarter: 3 }[answer.by] ?? 1;
  const periods = answer.periods.map((p) => {
    const first = start(p.period), after = d3[next].offset(first, step);
    return { ...p, first, after, middle: new Date((+first + +after) / 2) };
  });
  const x = d3.scaleUtc([periods[0].first, periods.at(-1).after], [LEFT, full - RIGHT]);
  const width = (x.range()[1] - LEFT) / periods.length;
  const top = 8, barsTop = top + BALANCE + GAP, rowsTop = barsTop + BARS + GAP;
  const rows = matrix(d3, x, periods, types, width, rowsTop);
  const bottom = rowsTop + rows.height;
  const at = periods.find((p) => p.period === selected);
  const tip = s("title");
  const svg = s("svg", { viewBox: `0 0 ${full} ${bottom + 24}`, width: full, height: bottom + 24, role: "img", "aria-label": `Balance, events and types of ${answer.one} and ${answer.other} by ${answer.by}; the same figures stand in the table below` }, tip,
    axis(d3, x, bottom, top),
    at ? s("rect", { class: "picked", x: x(at.first), width: Math.max(2, x(at.after) - x(at.first)), y: top - 6, height: bottom - top + 6 }) : null,
    balance(d3, x, periods, top), bars(d3, x, periods, types, width, barsTop), rows.element);
  const hover = s("rect", { class: "hover", y: top - 6, height: bottom - top + 6, width: 0 });
  const sheet = s("rect", { x: LEFT, y: 0, width: Math.max(0, full - RIGHT - LEFT), height: bottom, fill: "transparent", style: { cursor: "pointer" } });
  const find = (event) => {
    const time = x.invert(d3.pointer(event, svg)[0]);
    return periods.find((p) => time >= p.first && time < p.after);
  };
  sheet.addEventListener("pointermove", (event) => {
    const p = find(event);
    if (!p) return;
    hover.setAttribute("x", x(p.first));
    hover.setAttribute("width", Math.max(1, x(p.after) - x(p.first)));
    tip.textContent = `${named(p.period, answer.by)}: ${p.cooperation} with, ${p.conflict} against${p.score === null ? "" : `, mean score ${score(p.score)}`}`;
  });
  sheet.addEventListener("pointerleave", () => hover.setAttribute("width", 0));
  sheet.addEventListener("click", (event) => { const p = find(event); if (p) choose(p.period); });
  svg.append(hover, sheet);
  return svg;
}
