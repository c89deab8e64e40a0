// Starts the app, keeps the service worker, and says so when the app has ended. It knows nothing of what the app does.
//
// When a newer version is installed and waits, <html data-update="waiting"> is set and the window gets the event
// "carryover-update". The app answers a person's tap with the window event "carryover-update-now": the new version
// takes over and this tab loads again. Other tabs then get data-update="replaced" and the same event; they go on
// with the version they run until they are loaded again.

// `carryoverReader()` brings the reader of square codes, for browsers that have none. It is loaded when it is first asked for.
import start from "./{{app.js}}";

const mark = document.documentElement.dataset;

window.carryoverReader = async () => (await import("./{{reader.js}}")).reader();

start({ module_or_path: new URL("./{{app.wasm}}", import.meta.url) }).catch((reason) => {
  console.error(reason);
  const trouble = document.getElementById("shell-trouble");
  if (trouble) trouble.hidden = false;
});

// The app ends where it meets what must not be. The page stays as it was below, so that what was being written can
// still be read and copied.
function ended(reason) {
  const alert = document.getElementById("stopped");
  if (!alert?.hidden || !(reason instanceof WebAssembly.RuntimeError)) return;
  const { lang } = document.documentElement;
  for (const words of alert.children) words.hidden = words.lang !== lang;
  const writes = document.querySelector("textarea");
  for (const advice of alert.querySelectorAll("span")) advice.hidden = !writes;
  for (const again of alert.querySelectorAll("button")) again.onclick = () => location.reload();
  alert.hidden = false;
  alert.scrollIntoView();
}
addEventListener("error", (event) => ended(event.error));
addEventListener("unhandledrejection", (event) => ended(event.reason));

function tell(update) {
  mark.update = update;
  dispatchEvent(new Event("carryover-update"));
}

async function keepServiceWorker() {
  const workers = navigator.serviceWorker;
  const registration = await workers.register("sw.js", { updateViaCache: "none" });
  let asked = false;

  const look = () => {
    if (registration.waiting && workers.controller) tell("waiting");
  };
  look();
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", look);
  });

  let hadController = Boolean(workers.controller);
  workers.addEventListener("controllerchange", () => {
    if (asked) location.reload();
    else if (hadController) tell("replaced");
    hadController = true;
  });
  addEventListener("carryover-update-now", () => {
    asked = true;
    registration.waiting?.postMessage("skip-waiting");
  });

  // An installed app may stay open for weeks; coming back to it is the moment to ask. Offline, the next time will do.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") registration.update().catch(() => {});
  });
}

if ("serviceWorker" in navigator) {
  keepServiceWorker().catch((reason) => console.warn("The app will not open without a connection:", reason));
}
