// Stands in no built page: what a preview sends differs from the site by the line that loads this.

const script = document.currentScript;
if (!window.bookReload) {
  const base = new URL(".", script.src).pathname;
  window.bookReload = new EventSource(`${base}__changes${new URL(script.src).search}`);
  window.bookReload.onmessage = ({ data }) => {
    const here = location.pathname.slice(base.length).replace(/(^|\/)$/, "$1index.html");
    if (JSON.parse(data).some((page) => page === "*" || page === here)) location.reload();
  };
}
