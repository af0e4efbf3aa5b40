// The ground that the operator provides: one PMTiles file, read by ranges from here. Streets, water and names in quiet colours,
// so that the works stay in front. Understands the layers of Protomaps and of OpenMapTiles.

import { PMTiles, Protocol } from "pmtiles";

const NAME = ["coalesce", ["get", "name:uk"], ["get", "name"]];
const MAJOR = ["motorway", "trunk", "primary", "secondary", "highway", "major_road", "medium_road"];
const KIND = ["to-string", ["coalesce", ["get", "kind"], ["get", "class"], ["get", "pmap:kind"], ""]];
const isMajor = ["in", KIND, ["literal", MAJOR]];
const isGreen = ["in", KIND, ["literal", ["park", "wood", "forest", "grass", "cemetery", "garden", "nature_reserve", "pitch", "golf_course"]]];

/** Opens the file; gives sources, layers by palette, and how the map learns to read it. */
export default async function open(address) {
  const url = new URL(address, location.href).href;
  const file = new PMTiles(url);
  const [header, metadata] = await Promise.all([file.getHeader(), file.getMetadata().catch(() => ({}))]);
  const known = metadata?.vector_layers?.map((layer) => layer.id);
  const protocol = new Protocol();
  protocol.add(file);
  return {
    register: (library) => library.addProtocol("pmtiles", protocol.tile),
    attribution: text(metadata?.attribution) || "© OpenStreetMap",
    sources: {
      ground: { type: "vector", tiles: [`pmtiles://${url}/{z}/{x}/{y}`], minzoom: header.minZoom, maxzoom: header.maxZoom },
    },
    layers: (colours) => layers(colours).filter((layer) => !known || known.includes(layer["source-layer"])),
  };
}

/** The attribution without its markup: it came with a file. */
function text(markup = "") {
  return new DOMParser().parseFromString(markup, "text/html").body.textContent.trim();
}

function layers(colours) {
  const fill = (id, layer, colour, filter) => ({
    id: `ground-${id}`,
    type: "fill",
    source: "ground",
    "source-layer": layer,
    filter: ["all", ["==", ["geometry-type"], "Polygon"], filter ?? true],
    paint: { "fill-color": colour },
  });
  const line = (id, layer, filter, paint, minzoom = 0) => ({
    id: `ground-${id}`,
    type: "line",
    source: "ground",
    "source-layer": layer,
    minzoom,
    filter: ["all", ["==", ["geometry-type"], "LineString"], filter],
    layout: { "line-cap": "round", "line-join": "round" },
    paint,
  });
  const names = (id, layer, placement, minzoom, size) => ({
    id: `ground-${id}`,
    type: "symbol",
    source: "ground",
    "source-layer": layer,
    minzoom,
    layout: { "symbol-placement": placement, "text-field": NAME, "text-font": ["Inter"], "text-size": size, "text-max-width": 8 },
    paint: { "text-color": colours["ink-soft"], "text-halo-color": colours.paper, "text-halo-width": 1.6 },
  });
  const width = (narrow, wide) => ["interpolate", ["exponential", 1.6], ["zoom"], 10, narrow, 18, wide];
  const roads = { "line-color": colours.surface };
  return [
    fill("earth", "earth", colours.paper),
    ...["landuse", "landcover", "natural", "park"].map((layer) => fill(`green-${layer}`, layer, colours["success-tint"], isGreen)),
    fill("water", "water", colours["water-tint"]),
    line("river", "waterway", true, { "line-color": colours["water-tint"], "line-width": width(0.8, 6) }),
    ...["buildings", "building"].map((layer) => fill(layer, layer, colours.line)),
    ...["roads", "transportation"].flatMap((layer) => [
      line(`${layer}-edge`, layer, isMajor, { "line-color": colours.line, "line-width": width(2, 18) }),
      line(`${layer}-minor`, layer, ["!", isMajor], { ...roads, "line-width": width(0.3, 9) }, 12),
      line(`${layer}-major`, layer, isMajor, { ...roads, "line-width": width(1.2, 15) }),
    ]),
    ...["roads", "transportation_name"].map((layer) => names(`${layer}-names`, layer, "line", 14, 12)),
    ...["places", "place"].map((layer) => names(`${layer}-names`, layer, "point", 0, 14)),
  ];
}
