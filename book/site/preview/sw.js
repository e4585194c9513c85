// A preview keeps nothing for reading offline, and ends what a site at this address once kept.

addEventListener("install", () => skipWaiting());
addEventListener("activate", () => registration.unregister());
