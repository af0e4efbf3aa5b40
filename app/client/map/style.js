// What is drawn: a calm ground, the points with their clusters, the names of streets out of the points' own addresses.

const empty = { type: "FeatureCollection", features: [] };
const isClustered = ["has", "point_count"];
const FONT = ["Inter"];

const point = (longitude, latitude, properties) => ({
  type: "Feature",
  geometry: { type: "Point", coordinates: [longitude, latitude] },
  properties,
});

/** The style of the whole map. Neither glyphs nor sprites are asked for: labels use the page's own font. */
export function draw(points, colours, base, tiles) {
  return {
    version: 8,
    sources: {
      ...base?.sources,
      projects: tiles ? draw.tiles(tiles) : draw.points(points),
      streets: { type: "geojson", data: streets(points) },
      chosen: { type: "geojson", data: empty },
    },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": colours.sunk } },
      ...(base?.layers(colours) ?? []),
      ...layers(colours, Boolean(base), Boolean(tiles)),
    ],
  };
}

/** Few works come at once, and the browser joins those close together. */
draw.points = (points) => ({
  type: "geojson",
  data: draw.features(points),
  cluster: true,
  clusterRadius: 44,
  clusterMaxZoom: 16,
});

/** Many works come as tiles in which the server has joined them. */
draw.tiles = (address) => ({ type: "vector", tiles: [draw.address(address)], minzoom: 0, maxzoom: 17 });
draw.address = (address) => {
  const [path, query] = address.split("?");
  return `${location.origin}${path}/{z}/{x}/{y}${query ? `?${query}` : ""}`;
};

draw.features = (points) => ({
  type: "FeatureCollection",
  features: points.map(([id, longitude, latitude, , address]) => point(longitude, latitude, { id, address })),
});

/** One label a street, in the middle of its points; streets with more works matter more. */
export function streets(points) {
  const found = new Map();
  for (const [, longitude, latitude, , address] of points) {
    const name = streetOf(address);
    if (!name) continue;
    const street = found.get(name) ?? { count: 0, longitude: 0, latitude: 0 };
    street.count += 1;
    street.longitude += longitude;
    street.latitude += latitude;
    found.set(name, street);
  }
  const features = [...found].map(([name, { count, longitude, latitude }]) =>
    point(longitude / count, latitude / count, { name, rank: -count }),
  );
  return { type: "FeatureCollection", features };
}

/** «вул. Лисенка 6, Тернопіль» → «вул. Лисенка»; nothing where the address tells more than one street, or declines its name. */
export function streetOf(address = "") {
  const name = address.split(",")[0].replace(/\s+\d.*$/, "").trim();
  const isStreet = /^(вул|бул|бульв|просп|пр|пл|пров|майдан)\.?\s+\S/i.test(name) && name.length < 32;
  const isDoubtful = /[–-]\s|\s[–-]|[()]|ій$|^\S+\s\S+ої$/.test(name);
  return isStreet && !isDoubtful ? name : undefined;
}

function layers(colours, hasBase, isTiled) {
  const projects = isTiled ? { source: "projects", "source-layer": "projects" } : { source: "projects" };
  const halo = { "text-halo-color": hasBase ? colours.paper : colours.sunk, "text-halo-width": 1.6 };
  return [
    {
      id: "streets",
      type: "symbol",
      source: "streets",
      minzoom: 11,
      maxzoom: 16.5,
      layout: {
        "text-field": ["get", "name"],
        "text-font": FONT,
        "text-size": ["interpolate", ["linear"], ["zoom"], 11, 11, 16, 14],
        "text-padding": 8,
        "text-variable-anchor": ["center", "top", "bottom", "left", "right"],
        "text-radial-offset": 1.4,
        "symbol-sort-key": ["get", "rank"],
        visibility: hasBase ? "none" : "visible",
      },
      paint: { "text-color": colours["ink-soft"], ...halo },
    },
    {
      id: "clusters",
      type: "circle",
      ...projects,
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
      ...projects,
      filter: isClustered,
      layout: {
        "text-field": ["get", "point_count_abbreviated"],
        "text-font": FONT,
        "text-size": 13,
        "text-allow-overlap": true,
        // Names of streets keep away from the circle.
        "text-padding": 12,
      },
      paint: { "text-color": colours["on-water"] },
    },
    {
      id: "points",
      type: "circle",
      ...projects,
      filter: ["!", isClustered],
      paint: {
        "circle-color": colours.water,
        "circle-radius": 8,
        "circle-stroke-width": 2,
        "circle-stroke-color": colours.surface,
      },
    },
    {
      // Circles are no obstacle to names; a sign that nobody sees is.
      id: "obstacles",
      type: "symbol",
      ...projects,
      filter: ["!", isClustered],
      layout: { "text-field": "o", "text-font": FONT, "text-size": 18, "text-allow-overlap": true },
      paint: { "text-opacity": 0 },
    },
    {
      id: "addresses",
      type: "symbol",
      ...projects,
      filter: ["!", isClustered],
      minzoom: 15.5,
      layout: {
        "text-field": ["slice", ["get", "address"], 0, ["max", 0, ["index-of", ",", ["concat", ["get", "address"], ","]]]],
        "text-font": FONT,
        "text-size": 12,
        "text-max-width": 12,
        "text-anchor": "top",
        "text-offset": [0, 1],
      },
      paint: { "text-color": colours.ink, ...halo },
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
  ];
}

/** Puts the colours of the other theme on what is drawn. */
export function recolour(map, colours, base) {
  const fresh = [
    { id: "ground", paint: { "background-color": colours.sunk } },
    ...(base?.layers(colours) ?? []),
    ...layers(colours, Boolean(base), false),
  ];
  for (const { id, paint } of fresh) {
    for (const [name, value] of Object.entries(paint ?? {})) map.setPaintProperty(id, name, value);
  }
}

/** The colours of the page's theme; `light-dark()` is resolved through a probe, because MapLibre takes plain colours only. */
export function palette(place) {
  const probe = document.createElement("span");
  probe.hidden = true;
  place.append(probe);
  const colours = {};
  for (const name of ["paper", "sunk", "line", "water", "water-tint", "on-water", "surface", "ink", "ink-soft", "honey", "success-tint"]) {
    probe.style.color = `var(--${name})`;
    colours[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  return colours;
}

export function boundsOf(points) {
  if (!points.length) return;
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [, longitude, latitude] of points) {
    west = Math.min(west, longitude);
    east = Math.max(east, longitude);
    south = Math.min(south, latitude);
    north = Math.max(north, latitude);
  }
  return [west, south, east, north];
}

/** Marks a place; without one, nothing. */
export function choose(map, coordinates) {
  const features = coordinates ? [point(...coordinates, {})] : [];
  map.getSource("chosen")?.setData({ type: "FeatureCollection", features });
}
