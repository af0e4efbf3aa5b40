// The map of projects: loads MapLibre when the page has a map, draws the points of the list's own filter, and opens a panel
// with title and link. The list beside the map is its equal twin: it works without this module, and leads the map.
//
// The page keeps the map when only its filter changes: the loader hands the element over to the next page and says so with
// `hromada:kept`.

import { boundsOf, choose, draw, palette, recolour, streets } from "./map/style.js";
import { basemap } from "./map/basemap.js";
import { Panel } from "./map/panel.js";
import { walk } from "./map/walk.js";
import { calm, twin } from "./map/twin.js";

/** Gives life to a place that the page has prepared; its data attributes carry addresses and words. */
export default async function start(place) {
  const words = place.dataset;
  Object.assign(words, place.querySelector(".map__canvas").dataset);
  try {
    if (!canDraw()) throw Object.assign(new Error("there is no WebGL"), { words: words.noWebgl });
    const ready = Promise.all([stylesheet(words.style), import(words.library), pointsOf(place), basemap(words)]);
    const [, library, answer, base] = await ready;
    library.setWorkerUrl(words.worker);
    live(place, library, answer, base);
  } catch (error) {
    fail(place, error);
  }
}

/** Asked before anything is downloaded: an old phone should not pay for a map that it cannot draw. */
function canDraw() {
  const context = document.createElement("canvas").getContext("webgl2");
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return Boolean(context);
}

async function stylesheet(address) {
  if (document.querySelector(`link[href="${address}"]`)) return;
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address });
  const loaded = new Promise((done, failed) => Object.assign(link, { onload: done, onerror: failed }));
  document.head.append(link);
  await loaded;
}

async function pointsOf(place) {
  // Too many for one answer: the map asks for tiles, and the page knows how many works it has found.
  if (place.dataset.tiles) return { summary: { count: Number(place.dataset.tiled) }, points: [], tiles: place.dataset.tiles };
  const answer = await fetch(place.dataset.points);
  if (!answer.ok) throw new Error(`the points were refused: ${answer.status}`);
  return answer.json();
}

function fail(place, error) {
  console.warn("map:", error.message ?? error);
  const text = error.words ?? place.dataset.failed;
  // A picture of the server's takes the place of the map, and the note that of its buttons: what is below stays where it is.
  const picture = Object.assign(new Image(), { className: "map__sketch", src: place.dataset.sketch, alt: place.dataset.sketchAlt });
  place.querySelector(".map__canvas").replaceChildren(picture);
  place.querySelector(".map__told").textContent = text;
  place.dataset.state = "failed";
}

function live(place, library, answer, base) {
  const words = place.dataset;
  const [west, south, east, north] = words.bounds.split(",").map(Number);
  const whole = [west, south, east, north];
  base?.register(library);
  const map = new library.Map({
    container: place.querySelector(".map__canvas"),
    style: draw(answer.points, palette(place), base, answer.tiles),
    bounds: boundsOf(answer.points) ?? whole,
    fitBoundsOptions: { padding: 40, maxZoom: 16 },
    // The view is part of the address, so that it can be sent to somebody.
    hash: "map",
    minZoom: 8,
    maxZoom: 19,
    attributionControl: base ? { compact: true, customAttribution: base.attribution } : false,
    dragRotate: false,
    pitchWithRotate: false,
    // Without this a phone could not scroll past the map with one finger.
    cooperativeGestures: matchMedia("(pointer: coarse)").matches,
    locale: {
      "Map.Title": words.title,
      "NavigationControl.ZoomIn": words.zoomIn,
      "NavigationControl.ZoomOut": words.zoomOut,
      "ScaleControl.Meters": words.metres,
      "ScaleControl.Kilometers": words.kilometres,
      "AttributionControl.ToggleAttribution": words.attribution,
      "CooperativeGesturesHandler.WindowsHelpText": words.wheel,
      "CooperativeGesturesHandler.MacHelpText": words.wheel,
      "CooperativeGesturesHandler.MobileHelpText": words.fingers,
    },
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new library.NavigationControl({ showCompass: false }));
  map.addControl(new library.ScaleControl({ maxWidth: 120 }), "bottom-left");
  const panel = new Panel(map, place);
  const told = ({ summary, points, tiles }) => Object.assign(words, { count: tiles ? words.tiled : points.length, found: summary.count });
  map.once("idle", () => {
    told(answer);
    words.state = "ready";
  });
  map.on("error", ({ error }) => console.warn("map:", error?.message));
  listen(map, panel);
  walk(map, place, panel);
  here(map, place);
  twin(map, place);
  const theme = matchMedia("(prefers-color-scheme: dark)");
  const onTheme = () => recolour(map, palette(place), base);
  theme.addEventListener("change", onTheme);

  let shown = words.points;
  place.addEventListener("hromada:kept", async () => {
    twin(map, place);
    if (words.points === shown) return;
    const asked = (shown = words.points);
    panel.close();
    const next = await pointsOf(place).catch((error) => console.warn("map:", error.message));
    // A slower answer to an older question must not win.
    if (!next || asked !== shown) return;
    fill(map, next);
    const bounds = boundsOf(next.points);
    if (bounds) map.fitBounds(bounds, { padding: 40, maxZoom: 16, animate: !calm() });
    map.once("idle", () => told(next));
  });
  // The page may be left without a reload: then its body goes, and the map with its worker must go along.
  new MutationObserver((_, observer) => {
    if (place.isConnected) return;
    observer.disconnect();
    theme.removeEventListener("change", onTheme);
    map.remove();
  }).observe(document.documentElement, { childList: true });
}

/** Puts the works of another filter on the map; many works need another kind of source than few. */
function fill(map, { points, tiles }) {
  const source = map.getSource("projects");
  map.getSource("streets").setData(streets(points));
  if (tiles && source.setTiles) return source.setTiles([draw.address(tiles)]);
  if (!tiles && source.setData) return source.setData(draw.features(points));
  const style = map.getStyle();
  style.sources.projects = tiles ? draw.tiles(tiles) : draw.points(points);
  for (const layer of style.layers) {
    if (layer.source !== "projects") continue;
    delete layer["source-layer"];
    if (tiles) layer["source-layer"] = "projects";
  }
  map.setStyle(style);
}

function listen(map, panel) {
  for (const layer of ["clusters", "points"]) {
    map.on("mouseenter", layer, () => (map.getCanvas().style.cursor = "pointer"));
    map.on("mouseleave", layer, () => (map.getCanvas().style.cursor = ""));
  }
  map.on("click", "clusters", ({ features: [cluster] }) => panel.enter(cluster));
  map.on("click", "points", ({ features }) => {
    choose(map, features[0].geometry.coordinates);
    // Works of several years may lie on one spot.
    panel.show(features.map((feature) => feature.properties.id));
  });
}

/** Keeps the link that narrows list and map to what the map shows now. */
function here(map, place) {
  const link = place.querySelector(".map__here");
  const update = () => {
    const bounds = map.getBounds();
    const edges = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    const query = new URL(place.dataset.points, location.href).searchParams;
    query.set("bbox", edges.map((edge) => edge.toFixed(5)).join(","));
    link.href = `${location.pathname}?${query}`;
    link.hidden = false;
  };
  map.on("moveend", ({ originalEvent }) => originalEvent && update());
}
