// A way through what the map shows that needs neither a mouse nor eyes for the canvas: two buttons go from mark to mark, the
// panel tells what is there.

import { choose } from "./style.js";

export function walk(map, place, panel) {
  const bar = place.querySelector(".map__walk");
  const told = bar.querySelector(".map__told");
  let marks = [];
  let at = -1;
  const forget = () => {
    marks = [];
    at = -1;
    told.textContent = "";
  };
  map.on("movestart", ({ originalEvent }) => originalEvent && forget());
  place.addEventListener("hromada:kept", forget);
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (!marks.length) marks = visible(map);
    if (!marks.length) return void (told.textContent = place.dataset.nothing);
    at = (at + Number(button.dataset.step) + marks.length + (at < 0 && button.dataset.step < 0 ? 1 : 0)) % marks.length;
    const mark = marks[at];
    choose(map, mark.coordinates);
    told.textContent = place.dataset.position.replace("{at}", at + 1).replace("{of}", marks.length);
    if (mark.cluster) panel.tell(mark.cluster);
    else panel.show(mark.ids);
  });
}

/** Marks in view, from north to south, as one reads; works on one spot are one mark. */
function visible(map) {
  const spots = new Map();
  for (const feature of map.queryRenderedFeatures({ layers: ["clusters", "points"] })) {
    const { coordinates } = feature.geometry;
    const key = coordinates.map((degree) => degree.toFixed(6)).join();
    const spot = spots.get(key) ?? { coordinates, ids: [], y: map.project(coordinates).y };
    if (feature.properties.point_count) spot.cluster = feature;
    else spot.ids.push(feature.properties.id);
    spots.set(key, spot);
  }
  return [...spots.values()].sort((a, b) => a.y - b.y || a.coordinates[0] - b.coordinates[0]);
}
