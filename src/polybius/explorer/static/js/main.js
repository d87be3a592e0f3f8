// Starts the page: which view the address names, links that do not reload, the theme.

import { announce, failure, fill, h } from "./dom.js";
import { get } from "./api.js";
import { filterOf, go, to } from "./route.js";
import { know, many, number } from "./plover.js";

const VIEWS = [
  { path: "/articles", name: "Articles", load: () => import("./views/articles.js") },
  { path: "/events", name: "Events", filtered: true, load: () => import("./views/events.js") },
  { path: "/pair", name: "Pair", filtered: true, load: () => import("./views/pair.js") },
  { path: "/map", name: "Map", filtered: true, load: () => import("./views/map.js") },
  { path: "/network", name: "Network", filtered: true, load: () => import("./views/network.js") },
  { path: "/stories", name: "Stories", load: () => import("./views/stories.js") },
  { path: "/corrections", name: "Corrections", load: () => import("./views/corrections.js") },
  { path: "/paste", name: "Code a text", load: () => import("./views/paste.js") },
  { path: "/article", name: "Article", under: "/articles", load: () => import("./views/article.js") },
  { path: "/story", name: "Story", under: "/stories", load: () => import("./views/story.js") },
];

const root = document.getElementById("main");
const app = { about: null, refresh: showHoldings };
let shown = { path: null, view: null };
let turn = 0;

function showNavigation(path) {
  const here = VIEWS.find((view) => view.path === path);
  const filter = filterOf(new URLSearchParams(location.search));
  document.getElementById("views").replaceChildren(...VIEWS.filter((view) => !view.under).map((view) =>
    h("li", null, h("a", {
      href: to(view.path, view.filtered && here?.filtered ? filter : null),
      "aria-current": view.path === (here?.under ?? path) ? "page" : null,
    }, view.name))));
  document.querySelector("#views [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
}

async function showHoldings() {
  const about = (app.about = await get("/api/about"));
  know(about);
  document.getElementById("holdings").textContent =
    [about.name, many(about.documents, "article"), many(about.events, "event")].filter(Boolean).join(" · ");
  document.getElementById("holdings").title = about.note ?? "";
  document.getElementById("version").textContent = `Polybius ${about.polybius}, codebook ${about.codebook}`;
}

/** A new store is indexed once, after which filters are quick; says how far it is until then. */
async function untilReady() {
  const bar = h("progress", { max: 1, "aria-label": "Making the index" });
  const line = h("p", { class: "soft" });
  while (app.about.index?.state === "building") {
    const { done = 0, of = 0 } = app.about.index;
    bar.value = of ? done / of : 0;
    line.textContent = `${of ? `${number(done)} of ${many(of, "article")}. ` : ""}This is done once for a store.`;
    if (!bar.isConnected) fill(root, h("div", { class: "state" }, h("h2", null, "Making the index"), bar, line));
    await new Promise((done) => setTimeout(done, 700));
    await showHoldings();
  }
}

function opening() {
  return app.about?.mode === "pages" && app.about.documents === 1 ? "/article" : "/articles";
}

async function show() {
  const mine = ++turn;
  let path = location.pathname.replace(/\/$/, "") || "/";
  const params = new URLSearchParams(location.search);
  if (path === "/") history.replaceState(null, "", (path = opening()));
  showNavigation(path);
  // A view that cannot show the new state as it stands says so, and is opened anew.
  if (path === shown.path && shown.view?.update && shown.view.update(params) !== false) return;
  shown.view?.close?.();
  const first = shown.path === null;
  shown = { path, view: null };
  root.classList.add("loading");
  try {
    const found = VIEWS.find((view) => view.path === path);
    if (!found) throw new Error(`There is no page at ${path}.`);
    const module = await found.load();
    const box = h("div");
    const view = await module.open(box, params, app);
    if (mine !== turn) return view?.close?.();
    fill(root, box);
    shown.view = view;
    document.title = `${module.title ?? found.name} – Polybius`;
    announce(document.title);
    if (!first) {
      scrollTo(0, 0);
      (root.querySelector("h1") ?? root).focus({ preventScroll: true });
    }
  } catch (error) {
    if (mine === turn) fill(root, failure(error));
  } finally {
    if (mine === turn) root.classList.remove("loading");
  }
}

function follow(event) {
  const link = event.target.closest?.("a[href]");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const target = new URL(link.href, location.href);
  if (target.origin !== location.origin || link.hasAttribute("download") || link.target) return;
  if (/^\/(api|static|docs|openapi\.json)/.test(target.pathname)) return;
  if (target.hash && target.pathname === location.pathname) return;
  event.preventDefault();
  go(target.pathname + target.search);
}

function themeSwitch() {
  const button = document.getElementById("theme");
  const label = () => { button.textContent = document.documentElement.dataset.theme === "dark" ? "Light theme" : "Dark theme"; };
  button.addEventListener("click", () => {
    const next = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    try { localStorage.setItem("theme", next); } catch { /* storage may be off */ }
    label();
    dispatchEvent(new Event("theme"));
  });
  label();
}

// An open menu closes when something outside it is clicked, or at Escape.
function closeMenus(event) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (event.type === "keydown" ? event.key === "Escape" : !menu.contains(event.target)) {
      menu.open = false;
      if (event.type === "keydown") menu.querySelector("summary").focus();
    }
  }
}

addEventListener("popstate", show);
addEventListener("route", show);
document.addEventListener("click", follow);
document.addEventListener("click", closeMenus);
document.addEventListener("keydown", closeMenus);
themeSwitch();
showNavigation(location.pathname);
root.classList.add("loading");
try {
  await showHoldings();
  await untilReady();
  await show();
} catch (error) {
  root.classList.remove("loading");
  fill(root, failure(error));
}
