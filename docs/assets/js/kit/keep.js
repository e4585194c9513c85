// What was fetched once is there without a network from then on: the service worker keeps a folder.

export async function keep(folder) {
  if (!document.querySelector('meta[name="service-worker"]')) return;
  const registration = await navigator.serviceWorker?.ready;
  registration?.active?.postMessage({ keep: folder });
}
