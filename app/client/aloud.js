// Reads a text aloud with the device's own voice; nothing is sent anywhere.
//
//   <span data-module="/assets/aloud.js" data-text="#text" data-stop="Стоп" hidden><button type="button">…</button></span>
//
// The place stays hidden where the device has no voice of the text's language, and without JavaScript.

const BLOCKS = "h1, h2, h3, p, li, td, th, legend, .choice__label";

export default function start(place) {
  const speech = window.speechSynthesis;
  const text = document.querySelector(place.dataset.text);
  if (!speech || !text) return;
  const language = text.lang || document.documentElement.lang;
  const button = place.querySelector("button");
  const label = button.querySelector(".button__text");
  const invitation = label.textContent;
  const voice = () => speech.getVoices().find(({ lang }) => lang.toLowerCase().startsWith(language));
  /** Counts readings: what an older one still has to say is not said. */
  let reading = 0;

  const show = () => (place.hidden = !voice());
  const mark = (block) => {
    text.querySelector(".is-read")?.classList.remove("is-read");
    block?.classList.add("is-read");
    block?.scrollIntoView({ block: "nearest" });
  };
  const stop = () => {
    reading = 0;
    speech.cancel();
    mark();
    label.textContent = invitation;
  };
  /** Block by block: browsers break off a long text, and the eye can follow. */
  const say = ([block, ...rest], own) => {
    if (own !== reading) return;
    if (!block) return stop();
    const words = new SpeechSynthesisUtterance(block.textContent.trim());
    Object.assign(words, { lang: language, voice: voice(), rate: 0.9, onend: () => say(rest, own), onerror: () => own === reading && stop() });
    mark(block);
    speech.speak(words);
  };

  button.addEventListener("click", () => {
    if (reading) return stop();
    reading = performance.now();
    label.textContent = place.dataset.stop;
    speech.cancel();
    // A paragraph inside of a list item is said once.
    const blocks = [...text.querySelectorAll(BLOCKS)].filter((block) => !block.querySelector(BLOCKS) && block.textContent.trim());
    say(blocks, reading);
  });
  show();
  speech.addEventListener?.("voiceschanged", show);
  addEventListener("pagehide", stop);
  new MutationObserver((_, observer) => {
    if (place.isConnected) return;
    observer.disconnect();
    stop();
  }).observe(document.documentElement, { childList: true });
}
