// The map of projects: loads MapLibre when the page has a map, draws the points of the list's own filter, and opens a panel
// with title and link. The list beside the map is its equal twin: it works without this module, and leads the map.

const CLUSTER_FROM = 40;

/** Gives life to a place that the page has prepared; its data attributes carry addresses and words. */
export default async function start(place) {
  try {
    stylesheet(place.dataset.style);
    const [library, answer] = await Promise.all([import(place.dataset.library), fetch(place.dataset.points)]);
    if (!answer.ok) throw new Error(`the points were refused: ${answer.status}`);
    library.setWorkerUrl(place.dataset.worker);
    draw(place, library, await answer.json());
  } catch (error) {
    fail(place, error);
  }
}

function stylesheet(address) {
  if (document.querySelector(`link[href="${address}"]`)) return;
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address });
  document.head.append(link);
}

function fail(place, error) {
  console.warn("map:", error.message);
  const note = Object.assign(document.createElement("p"), { className: "map__note", textContent: place.dataset.failed });
  note.setAttribute("role", "status");
  place.querySelector(".map__canvas").replaceChildren(note);
  place.dataset.state = "failed";
}

function draw(place, library, { summary, points }) {
  const [west, south, east, north] = place.dataset.bounds.split(",").map(Number);
  const map = new library.Map({
    container: place.querySelector(".map__canvas"),
    style: ground(place, points, palette(place)),
    bounds: boundsOf(points) ?? [west, south, east, north],
    fitBoundsOptions: { padding: 40, maxZoom: 16 },
    maxZoom: 19,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    // Without this a phone could not scroll past the map with one finger.
    cooperativeGestures: matchMedia("(pointer: coarse)").matches,
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new library.NavigationControl({ showCompass: false }));
  map.on("load", () => {
    place.dataset.state = "ready";
    place.dataset.count = String(points.length);
    place.dataset.found = String(summary.count);
  });
  map.on("error", ({ error }) => console.warn("map:", error?.message));
  listen(map, place);
  twin(map, place);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => recolour(map, palette(place)));
  // The page may be left without a reload: then its body goes, and the map with its worker must go along.
  new MutationObserver((_, observer) => {
    if (place.isConnected) return;
    observer.disconnect();
    map.remove();
  }).observe(document.documentElement, { childList: true });
}

/** The colours of the page's theme; `light-dark()` is resolved through a probe, because MapLibre takes plain colours only. */
function palette(place) {
  const probe = document.createElement("span");
  probe.hidden = true;
  place.append(probe);
  const colours = {};
  for (const name of ["sunk", "water", "on-water", "surface", "ink", "honey"]) {
    probe.style.color = `var(--${name})`;
    colours[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  return colours;
}

/** A plain ground with the points; neither tiles nor glyphs are asked for, labels use the page's own font. */
function ground(place, points, colours) {
  const features = points.map(([id, longitude, latitude]) => ({
    type: "Feature",
    geometry: { type: "Point", coordinates: [longitude, latitude] },
    properties: { id },
  }));
  const isClustered = ["has", "point_count"];
  return {
    version: 8,
    sources: {
      projects: {
        type: "geojson",
        data: { type: "FeatureCollection", features },
        cluster: features.length > CLUSTER_FROM,
        clusterRadius: 44,
        clusterMaxZoom: 16,
      },
      chosen: { type: "geojson", data: { type: "FeatureCollection", features: [] } },
    },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": colours.sunk } },
      {
        id: "clusters",
        type: "circle",
        source: "projects",
        filter: isClustered,
        paint: {
          "circle-color": colours.water,
          "circle-radius": ["step", ["get", "point_count"], 16, 20, 21, 100, 27],
          "circle-stroke-width": 2,
          "circle-stroke-color": colours.surface,
        },
      },
      {
        id: "counts",
        type: "symbol",
        source: "projects",
        filter: isClustered,
        layout: {
          "text-field": ["get", "point_count_abbreviated"],
          "text-font": ["Inter"],
          "text-size": 13,
          "text-allow-overlap": true,
        },
        paint: { "text-color": colours["on-water"] },
      },
      {
        id: "points",
        type: "circle",
        source: "projects",
        filter: ["!", isClustered],
        paint: {
          "circle-color": colours.water,
          "circle-radius": 8,
          "circle-stroke-width": 2,
          "circle-stroke-color": colours.surface,
        },
      },
      {
        id: "chosen",
        type: "circle",
        source: "chosen",
        paint: {
          "circle-color": colours.honey,
          "circle-radius": 12,
          "circle-stroke-width": 3,
          "circle-stroke-color": colours.ink,
        },
      },
    ],
  };
}

function recolour(map, colours) {
  map.setPaintProperty("ground", "background-color", colours.sunk);
  for (const layer of ["clusters", "points"]) {
    map.setPaintProperty(layer, "circle-color", colours.water);
    map.setPaintProperty(layer, "circle-stroke-color", colours.surface);
  }
  map.setPaintProperty("counts", "text-color", colours["on-water"]);
  map.setPaintProperty("chosen", "circle-color", colours.honey);
  map.setPaintProperty("chosen", "circle-stroke-color", colours.ink);
}

function boundsOf(points) {
  if (!points.length) return;
  const longitudes = points.map((point) => point[1]);
  const latitudes = points.map((point) => point[2]);
  const least = (numbers) => numbers.reduce((a, b) => Math.min(a, b));
  const most = (numbers) => numbers.reduce((a, b) => Math.max(a, b));
  return [least(longitudes), least(latitudes), most(longitudes), most(latitudes)];
}

function choose(map, longitude, latitude) {
  const features = [{ type: "Feature", geometry: { type: "Point", coordinates: [longitude, latitude] }, properties: {} }];
  map.getSource("chosen")?.setData({ type: "FeatureCollection", features });
}

function listen(map, place) {
  for (const layer of ["clusters", "points"]) {
    map.on("mouseenter", layer, () => (map.getCanvas().style.cursor = "pointer"));
    map.on("mouseleave", layer, () => (map.getCanvas().style.cursor = ""));
  }
  map.on("click", "clusters", async ({ features: [cluster] }) => {
    const zoom = await map.getSource("projects").getClusterExpansionZoom(cluster.properties.cluster_id);
    map.easeTo({ center: cluster.geometry.coordinates, zoom: Math.min(zoom, 18), animate: !calm() });
  });
  map.on("click", "points", ({ features }) => {
    choose(map, ...features[0].geometry.coordinates);
    // Works of several years may lie on one spot.
    panel(place, [...new Set(features.map((feature) => feature.properties.id))].slice(0, 8));
  });
}

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Asks for the projects and shows them with their links. Everything is set as text, never as markup. */
async function panel(place, ids) {
  const box = place.querySelector(".map__panel");
  const asked = ids.map((id) => fetch(place.dataset.projects + encodeURIComponent(id)).then((answer) => (answer.ok ? answer.json() : undefined)));
  const found = (await Promise.all(asked).catch(() => [])).filter(Boolean);
  const list = document.createElement("ul");
  list.className = "list-plain stack stack--tight";
  for (const project of found) {
    const link = Object.assign(document.createElement("a"), {
      href: place.dataset.pages + encodeURIComponent(project.id),
      textContent: project.title,
    });
    const item = document.createElement("li");
    item.append(link);
    list.append(item);
  }
  const close = Object.assign(document.createElement("button"), { type: "button", className: "map__close", textContent: "×" });
  close.setAttribute("aria-label", place.dataset.close);
  close.addEventListener("click", () => (box.hidden = true));
  box.replaceChildren(close, list);
  box.hidden = found.length === 0;
}

/** The list leads the map: what is pointed at or focused there is shown here. */
function twin(map, place) {
  const list = place.parentElement.querySelector(".map-list");
  const show = (event, mayMove) => {
    const item = event.target.closest("[data-longitude]");
    if (!item) return;
    const at = [Number(item.dataset.longitude), Number(item.dataset.latitude)];
    choose(map, ...at);
    if (mayMove && !map.getBounds().contains(at)) map.easeTo({ center: at, animate: !calm() });
  };
  list?.addEventListener("pointerover", (event) => show(event, false));
  list?.addEventListener("focusin", (event) => show(event, true));
}
