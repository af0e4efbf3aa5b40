// The panel beside a chosen point: title, cost and link of each work there. Everything is set as text, never as markup.

import { choose } from "./style.js";
import { calm } from "./twin.js";

const MOST = 8;

const element = (tag, properties, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};

export class Panel {
  constructor(map, place) {
    this.map = map;
    this.words = place.dataset;
    this.box = place.querySelector(".map__panel");
    this.asked = 0;
    place.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || this.box.hidden) return;
      this.close();
      place.querySelector(".map__walk button")?.focus();
    });
  }

  close() {
    this.asked += 1;
    this.box.hidden = true;
    choose(this.map);
  }

  /** Asks for works and shows them. A slower answer to an older question is dropped. */
  async show(ids) {
    const question = ++this.asked;
    const unique = [...new Set(ids)];
    const one = (id) => fetch(this.words.projects + encodeURIComponent(id)).then((answer) => (answer.ok ? answer.json() : undefined));
    const found = (await Promise.all(unique.slice(0, MOST).map(one)).catch(() => [])).filter(Boolean);
    if (question !== this.asked || !found.length) return;
    const list = element("ul", { className: "list-plain stack stack--tight" }, ...found.map((project) => this.item(project)));
    const more = unique.length > MOST ? [element("p", { className: "text-muted text-small", textContent: `+ ${unique.length - MOST}` })] : [];
    this.fill(list, ...more);
  }

  item(project) {
    const link = element("a", { href: this.words.pages + encodeURIComponent(project.id), textContent: project.title });
    const years = [...new Set([project.year_from, project.year_to])].filter(Boolean).join("–");
    const facts = [this.money(project.cost), years, project.supplier].filter(Boolean).join(" · ");
    return element("li", {}, link, element("span", { className: "map__facts", textContent: facts }));
  }

  money(cost) {
    if (!cost) return "";
    // As the pages write it.
    const { lang } = document.documentElement;
    const amount = new Intl.NumberFormat(lang, { maximumFractionDigits: 0 }).format(cost.minor / 100);
    const currency = lang === "uk" && cost.currency === "UAH" ? "грн" : cost.currency;
    return lang === "uk" ? `${amount}\u00a0${currency}` : `${currency}\u00a0${amount}`;
  }

  /** Says how many works are together, and offers to go nearer. */
  tell(cluster) {
    const near = element("button", { type: "button", className: "button button--secondary button--small", textContent: this.words.nearer });
    near.addEventListener("click", () => this.enter(cluster));
    this.fill(element("p", { textContent: this.words.cluster + cluster.properties.point_count }), near);
  }

  async enter(cluster) {
    this.close();
    const source = this.map.getSource("projects");
    const zoom = (await source.getClusterExpansionZoom?.(cluster.properties.cluster_id)) ?? this.map.getZoom() + 2;
    this.map.easeTo({ center: cluster.geometry.coordinates, zoom: Math.min(zoom, 18), animate: !calm() });
  }

  fill(...content) {
    const close = element("button", { type: "button", className: "map__close", textContent: "×" });
    close.setAttribute("aria-label", this.words.close);
    close.addEventListener("click", () => this.close());
    this.box.replaceChildren(close, ...content);
    this.box.hidden = false;
  }
}
