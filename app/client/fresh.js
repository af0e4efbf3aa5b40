// Shows a part of the page anew when its time is over, such as the code of a class that changes every minute.
//
//   <div data-module="/assets/fresh.js" data-seconds="42">…</div>
//
// Without JavaScript a link on the page does the same.

export default function start(place) {
  const again = (seconds) => setTimeout(refresh, seconds * 1000);
  const refresh = async () => {
    if (!place.isConnected) return;
    let fresh;
    try {
      const response = await fetch(location.href, { headers: { accept: "text/html" }, credentials: "same-origin" });
      if (response.ok) fresh = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("[data-seconds]");
    } catch {
      // No connection: the next attempt comes soon.
    }
    if (fresh) {
      place.replaceChildren(...fresh.childNodes);
      place.dataset.seconds = fresh.dataset.seconds;
    }
    again(fresh ? Math.max(1, Number(place.dataset.seconds)) : 5);
  };
  again(Math.max(1, Number(place.dataset.seconds)));
}
