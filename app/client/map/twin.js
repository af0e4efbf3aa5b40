// The list leads the map: what is pointed at or focused there is shown here.

import { choose } from "./style.js";

export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

export function twin(map, place) {
  const list = place.parentElement.querySelector(".map-list");
  if (!list || list.dataset.leads) return;
  list.dataset.leads = "";
  const show = (event, mayMove) => {
    const item = event.target.closest("[data-longitude]");
    if (!item) return;
    const at = [Number(item.dataset.longitude), Number(item.dataset.latitude)];
    choose(map, at);
    if (mayMove && !map.getBounds().contains(at)) map.easeTo({ center: at, animate: !calm() });
  };
  list.addEventListener("pointerover", (event) => show(event, false));
  list.addEventListener("focusin", (event) => show(event, true));
}
