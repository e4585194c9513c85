// An element whose module is large fetches it when a reader comes near: a page loads quickly, and
// its text stands in the element until then. The module exports start(element), which gives what
// to do when the element leaves the page. A link to `#id=…` leads to the element of that id.

export function whenNear(name, load) {
  customElements.define(name, class extends HTMLElement {
    connectedCallback() {
      this.watch = new IntersectionObserver((seen) => {
        if (seen.some(({ isIntersecting }) => isIntersecting)) this.start();
      }, { rootMargin: "600px" });
      this.watch.observe(this);
      if (this.id && location.hash.startsWith(`#${this.id}=`)) this.scrollIntoView();
    }

    async start() {
      this.watch.disconnect();
      if (this.asked) return;
      this.asked = true;
      const module = await load().catch(() => undefined); // without a network the text stays
      if (this.isConnected) this.leave = module?.start(this);
    }

    disconnectedCallback() {
      this.watch.disconnect();
      this.leave?.();
    }
  });
}
