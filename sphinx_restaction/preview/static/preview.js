/* Keeps a page as its sources are: listens to the preview's server, and changes what differs, in place.

   The server puts this script into each page, without `defer`: a copy of the page has to be taken before scripts change
   it. By that copy it is found out which nodes are the server's; what scripts and readers have done to the page stays
   (see morph.js). */
(function () {
  "use strict";

  const tag = document.currentScript;
  const { page, waiting, editor } = tag.dataset;
  const base = new URL(".", tag.src).href;
  const modules = Promise.all(["morph", "view", "panel", "markers"].map((name) => import(`${base}${name}.js`)));

  /* Return the text of *path*, an address of the server's own, asked for with *body*. */
  function post(path, body) {
    return fetch(base + path, { method: "POST", headers: { "Content-Type": "application/json" }, body });
  }

  async function open(place) {
    const answer = editor === "true" && (await post("open", JSON.stringify({ file: place.file, line: place.line })));
    return Boolean(answer && answer.ok);
  }

  /* Return the page as the server has it now, or null if it has none, and whether it will have pages only later. */
  async function load() {
    const answer = await fetch(window.location.href, { cache: "no-store" });
    const text = await answer.text();
    const isLater = answer.status === 503;
    if (!answer.ok && !isLater && answer.status !== 404) throw new Error(text);
    return { fresh: answer.ok ? new DOMParser().parseFromString(text, "text/html") : null, isLater };
  }

  function ownTag(fresh) {
    const own = fresh.querySelector("script[data-page][data-number]");
    return own ? own.dataset : {};
  }

  /* The addresses of what a page loads: what they do cannot be undone, so a page with others is loaded anew. */
  function assets(root) {
    const found = root.querySelectorAll("link[rel~=stylesheet][href], script[src]");
    return [...found].map((element) => element.getAttribute("href") || element.getAttribute("src")).sort().join("\n");
  }

  /* A copy of the page, and which of its nodes stands for which node of the page. */
  function snapshot() {
    const served = document.implementation.createHTMLDocument();
    const live = new WeakMap();
    const copy = served.importNode(document.body, true);
    served.documentElement.replaceChild(copy, served.body);
    const ours = served.createTreeWalker(copy);
    const theirs = document.createTreeWalker(document.body);
    do live.set(ours.currentNode, theirs.currentNode);
    while (ours.nextNode() && theirs.nextNode());
    return { served, live, assets: assets(document) };
  }

  /* The stream of events. A browser has few connections for a server, and tabs that nobody sees need none. */
  function listen(onEvent, onGone) {
    let source = null;
    let last = tag.dataset.since || "";
    let timer = 0;

    function connect() {
      if (source || document.hidden) return;
      const own = source = new EventSource(`${base}events${last ? `?since=${encodeURIComponent(last)}` : ""}`);
      source.onopen = () => {
        clearTimeout(timer);
        onGone(false);
      };
      source.onmessage = (message) => {
        last = message.lastEventId || last;
        onEvent(JSON.parse(message.data));
      };
      source.onerror = () => {
        onGone(true);
        if (own.readyState !== EventSource.CLOSED) return;
        close();
        timer = setTimeout(connect, 2000);
      };
    }

    function close() {
      clearTimeout(timer);
      if (source) source.close();
      source = null;
    }

    document.addEventListener("visibilitychange", () => (document.hidden ? close() : connect()));
    window.addEventListener("pageshow", connect);
    window.addEventListener("pagehide", close);
    connect();
  }

  /* Events that change the page, one after the other. */
  class Follower {
    #twin;
    #view;
    #assets;
    #number = Number(tag.dataset.number || 0);
    #queue = Promise.resolve();
    #isFetching = false;
    #hasMissed = false;
    #onDone;

    constructor(taken, { Twin, align }, view, onDone) {
      this.#view = view;
      this.#assets = taken.assets;
      this.#onDone = onDone;
      this.#add(async () => {
        const { fresh: served } = await load();
        const { found, isSame } = align(served || taken.served, taken.served.body, taken.live);
        this.#twin = new Twin(served || taken.served, found);
        // The page may have changed while it was loaded.
        const isReload = performance.getEntriesByType("navigation").some((entry) => entry.type === "reload");
        if (served && !isSame && ownTag(served).since !== tag.dataset.since && !isReload) window.location.reload();
      });
    }

    patch({ number, changes }) {
      this.#add(() => {
        if (number <= this.#number) return;
        if (number > this.#number + 1) {
          this.fetch();
          return;
        }
        this.#number = number;
        try {
          this.#change(() => changes.forEach((change) => this.#twin.apply(change)));
        } catch {
          // The page is not the one that the server thinks it is.
          this.fetch();
        }
      });
    }

    fetch() {
      if (this.#isFetching) return;
      this.#isFetching = true;
      this.#add(async () => {
        this.#isFetching = false;
        this.#hasMissed = true;
        const { fresh, isLater } = await load();
        // A server that was started again tells when the first build is done.
        if (isLater) return;
        this.#hasMissed = false;
        if (fresh) this.#replace(fresh);
        else window.location.reload();
      });
    }

    /* The server answers again, as it may not have done when it was asked for the page. */
    resume() {
      if (this.#hasMissed) this.fetch();
    }

    #replace(fresh) {
      if (assets(fresh) !== this.#assets) {
        window.location.reload();
        return;
      }
      this.#number = Number(ownTag(fresh).number || 0);
      if (document.title !== fresh.title) document.title = fresh.title;
      try {
        this.#change(() => this.#twin.update(this.#twin.body, fresh.body));
      } catch {
        window.location.reload();
      }
    }

    /* Do *action*; what it did before it failed has to be set up, too. */
    #change(action) {
      let changes = null;
      let failure = null;
      this.#view.hold(() => {
        try {
          action();
        } catch (error) {
          failure = error;
        }
        changes = this.#twin.takeChanges();
        this.#view.announce(changes);
      });
      this.#onDone(changes);
      if (failure) throw failure;
    }

    #add(job) {
      this.#queue = this.#queue.then(job).catch((error) => console.warn(error));
    }
  }

  function follow(taken, [morph, view, { Panel }, { Markers }]) {
    const panel = new Panel({
      style: `${base}preview.css`,
      page,
      open,
      reveal,
      exact: () => post("exact"),
    });
    const markers = new Markers(page, (key) => panel.openAt(key));
    const follower = new Follower(taken, morph, view, (changes) => {
      markers.place();
      const seen = view.mark(changes);
      panel.note(seen.isOffScreen ? seen : null);
    });

    /* Go to *target*, an element or what a finding has. Return whether it can be seen there. */
    function reveal(target) {
      const element = target instanceof Element ? target : markers.find(target);
      return Boolean(element) && view.reveal(element);
    }

    listen((event) => {
      if (event.type === "state") panel.showState(event);
      else if (event.type === "findings") {
        panel.showFindings(event.findings);
        markers.update(event.findings);
      } else if (event.type === "patch" && event.page === page) follower.patch(event);
      else if (event.type === "page" && (!event.pages || event.pages.includes(page))) follower.fetch();
    }, (isGone) => {
      panel.showGone(isGone);
      if (!isGone) follower.resume();
    });
  }

  /* A page of the server's own, until there is one of the reference. It loads itself anew when there is news of pages,
     but not because it is told how things are: there may be no page of its name. */
  function wait([, , { Panel }]) {
    const panel = new Panel({ style: `${base}preview.css`, page, open, reveal() {}, exact: () => post("exact") });
    const place = document.getElementById("restaction-waiting") || document.createElement("p");
    let before = "";
    place.id = "restaction-waiting";
    if (!place.isConnected) (document.querySelector("main") || document.body).append(place);
    listen((event) => {
      const isNews = event.type === "page" || event.type === "patch";
      if (isNews || (event.state === "ready" && before && before !== "ready")) window.location.reload();
      if (event.type !== "state") return;
      before = event.state;
      place.textContent = event.state === "building" ? event.progress || "" : "";
      panel.showState(event);
    }, (isGone) => panel.showGone(isGone));
  }

  async function start() {
    const isWaiting = waiting || document.getElementById("restaction-waiting");
    const taken = isWaiting ? null : snapshot();
    const loaded = await modules;
    if (isWaiting) wait(loaded);
    else follow(taken, loaded);
  }

  // Before any script that is deferred.
  document.addEventListener("readystatechange", start, { once: true });
})();
