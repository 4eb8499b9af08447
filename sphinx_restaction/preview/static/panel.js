/* What the preview says: a bar in a corner, a banner for what failed, and the list of findings. It stands in a shadow
   tree, so that neither its style nor the theme's reaches the other. All texts are set as texts. */

import { keyOf } from "./markers.js";

const NAME = "restaction-preview-";
const GONE_AFTER = 1500;
const NOTE_FOR = 15000;
const GROUPS = { file: "path", severity: "severity", rule: "rule" };
const RANKS = { error: 0, warning: 1 };

/* Return an element with the class *name* and *children*, elements or texts; *properties* are those of the element. */
function make(tag, name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  if (name) element.className = name.split(" ").map((one) => NAME + one).join(" ");
  if (tag === "button") element.type = "button";
  element.append(...children);
  return element;
}

export class Panel {
  #options;
  #root;
  #parts = {};
  #state = null;
  #isGone = false;
  #goneTimer = 0;
  #noteTimer = 0;
  #dismissed = "";
  #findings = [];
  #known = null;
  #new = new Set();

  /* *options*: the address of the style, the page's name, and what to call: `open(place)`, which says whether an editor
     has opened it, `reveal(target)`, and `exact()`. */
  constructor(options) {
    this.#options = options;
    const host = document.createElement("div");
    host.id = "restaction-preview";
    host.lang = "en";
    this.#root = host.attachShadow({ mode: "open" });
    this.#root.append(make("link", "", { rel: "stylesheet", href: options.style }), ...this.#draw());
    document.body.append(host);
    document.addEventListener("keydown", (event) => {
      if (event.code !== "KeyB" || !event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      this.#askForExact();
    });
  }

  #draw() {
    const parts = this.#parts;
    parts.status = make("button", "status", {
      textContent: "Connecting",
      title: "Build the whole tree now (Alt+Shift+B)",
      onclick: () => this.#askForExact(),
    });
    parts.status.setAttribute("aria-keyshortcuts", "Alt+Shift+B");
    parts.count = make("button", "count", { hidden: true, onclick: () => this.#toggle() });
    parts.count.setAttribute("aria-expanded", "false");
    parts.note = make("div", "note", { hidden: true });
    parts.bar = make("aside", "bar", { ariaLabel: "Preview" }, parts.note, parts.count, parts.status);
    parts.spoken = make("p", "spoken", { role: "status", ariaLive: "polite" });
    parts.banner = make("div", "banner", { role: "alert", hidden: true });
    parts.list = make("div", "list");
    parts.dialog = this.#drawDialog();
    return [parts.banner, parts.dialog, parts.bar, parts.spoken];
  }

  #drawDialog() {
    const options = Object.keys(GROUPS).map((name) => make("option", "", { value: name, textContent: name }));
    this.#parts.group = make("select", "group", { onchange: () => this.#list() }, ...options);
    const close = make("button", "close", { textContent: "Close", onclick: () => this.#toggle(false) });
    const label = make("label", "", {}, "by ", this.#parts.group);
    const head = make("header", "head", {}, make("h2", "", { id: "title", textContent: "Findings" }), label, close);
    const dialog = make("dialog", "findings", { id: "findings" }, head, this.#parts.list);
    dialog.setAttribute("aria-labelledby", "title");
    this.#parts.count.setAttribute("aria-controls", "findings");
    dialog.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.#toggle(false);
    });
    return dialog;
  }

  /* States */

  showState(state) {
    const before = this.#state;
    this.#state = state;
    this.#showStatus();
    this.#showProblem(state.state === "failed" ? state.problem : null);
    if (state.state === "building" || (before && before.state === state.state)) return;
    if (before && state.state === "ready") this.#say(`Up to date after ${state.seconds} s`);
  }

  showGone(isGone) {
    if (isGone) this.#goneTimer ||= setTimeout(() => this.#setGone(true), GONE_AFTER);
    else {
      clearTimeout(this.#goneTimer);
      this.#goneTimer = 0;
      this.#setGone(false);
    }
  }

  #setGone(isGone) {
    if (isGone === this.#isGone) return;
    this.#isGone = isGone;
    this.#showStatus();
    this.#say(isGone ? "The preview's server does not answer" : "The preview's server answers again");
  }

  #showStatus() {
    const { status } = this.#parts;
    const { state = "connecting", cause = "" } = this.#state || {};
    status.dataset.state = this.#isGone ? "gone" : state;
    status.textContent = this.#isGone ? "No answer from the server" : this.#describe();
    status.title = `${cause ? `${cause}\n` : ""}Build the whole tree now (Alt+Shift+B)`;
  }

  #describe() {
    const { state, seconds, exact, progress } = this.#state || {};
    if (state === "building") return progress ? `Building: ${progress}` : "Building";
    if (state === "failed") return "Failed: this is the last good page";
    if (state !== "ready") return "Connecting";
    return [typeof seconds === "number" ? `${seconds} s` : "Ready", exact ? "exact" : "not yet exact"].join(", ");
  }

  #showProblem(problem) {
    const { banner } = this.#parts;
    const text = problem ? JSON.stringify(problem) : "";
    if (!problem) this.#dismissed = "";
    banner.hidden = !problem || text === this.#dismissed;
    if (banner.dataset.shown === text) return;
    banner.dataset.shown = text;
    banner.replaceChildren();
    if (!problem) return;
    const close = make("button", "close", { textContent: "Dismiss" });
    close.onclick = () => {
      this.#dismissed = text;
      banner.hidden = true;
    };
    banner.append(make("p", "message", { textContent: problem.message }));
    if (problem.file) banner.append(this.#drawPlace(problem));
    banner.append(close);
  }

  async #askForExact() {
    const answer = await this.#options.exact().catch(() => null);
    this.#say(answer && answer.ok ? "Builds the whole tree" : "The server does not build the whole tree");
  }

  #say(text) {
    this.#parts.spoken.textContent = text;
  }

  /* Tell of a change that is off the screen: its `title`, how many `others` there are, its `target`; null of none. */
  note(change) {
    const { note } = this.#parts;
    clearTimeout(this.#noteTimer);
    note.hidden = !change;
    if (!change) return;
    const go = make("button", "link", { textContent: change.title });
    go.onclick = () => {
      note.hidden = true;
      this.#reveal(change.target);
    };
    note.replaceChildren("Changed: ", go, change.others > 0 ? ` and ${change.others} more` : "");
    this.#noteTimer = setTimeout(() => { note.hidden = true; }, NOTE_FOR);
  }

  #reveal(target) {
    this.#say(this.#options.reveal(target) ? "" : "This page does not show it now");
  }

  /* Findings */

  showFindings(findings) {
    const keys = new Set(findings.map(keyOf));
    this.#new = new Set([...keys].filter((key) => this.#known && !this.#known.has(key)));
    this.#known = keys;
    this.#findings = findings;
    const { count } = this.#parts;
    count.hidden = false;
    count.textContent = findings.length === 1 ? "1 finding" : `${findings.length || "No"} findings`;
    count.dataset.severity = findings.length ? [...findings].sort(bySeverity)[0].severity : "";
    if (this.#new.size) this.#say(`New: ${this.#new.size}. ${count.textContent}`);
    this.#list();
  }

  /* Open the list at the finding with *key*. */
  openAt(key) {
    this.#toggle(true);
    const item = [...this.#parts.list.querySelectorAll("li")].find((one) => one.dataset.key === key);
    if (!item) return;
    item.scrollIntoView({ block: "nearest" });
    item.querySelector("button").focus();
  }

  #toggle(isOpen = !this.#parts.dialog.open) {
    const { dialog, count } = this.#parts;
    if (isOpen && !dialog.open) dialog.show();
    if (!isOpen && dialog.open) {
      dialog.close();
      count.focus();
    }
    count.setAttribute("aria-expanded", String(isOpen));
    this.#list();
  }

  /* Draw the list, if it is open, and keep the focus where it was. */
  #list() {
    const { list, dialog, group } = this.#parts;
    if (!dialog.open) return;
    const focused = this.#root.activeElement && this.#root.activeElement.dataset.focus;
    const groups = new Map();
    for (const finding of [...this.#findings].sort(group.value === "severity" ? bySeverity : () => 0)) {
      const name = String(finding[GROUPS[group.value]]);
      groups.set(name, [...(groups.get(name) || []), finding]);
    }
    list.replaceChildren(...[...groups].map(([name, findings]) => make(
      "section", "", {}, make("h3", "", { textContent: name }),
      make("ul", "", {}, ...findings.map((finding) => this.#drawFinding(finding))),
    )));
    if (!groups.size) list.append(make("p", "", { textContent: "Nothing is wrong." }));
    const again = focused && [...list.querySelectorAll("button")].find((button) => button.dataset.focus === focused);
    if (again) again.focus({ preventScroll: true });
    else if (focused) dialog.querySelector("button").focus({ preventScroll: true });
  }

  #drawFinding(finding) {
    const key = keyOf(finding);
    const letter = make("b", `letter ${finding.severity}`, { textContent: finding.severity[0].toUpperCase() });
    letter.title = finding.severity;
    const item = make("li", this.#new.has(key) ? "new" : "", {},
      make("p", "message", {}, letter, ` ${finding.message} `, drawRule(finding)),
      this.#drawPlace(finding, `${key} place`));
    item.dataset.key = key;
    const targets = finding.targets || [];
    const target = targets.find((one) => one.page === this.#options.page);
    if (target) item.append(" ", this.#drawTarget(target, key));
    else if (targets.length) item.append(" ", drawLink(targets[0]));
    const related = (finding.related || []).map((one) => [this.#drawPlace(one), ` ${one.message || ""}`]);
    if (related.length) item.append(make("ul", "related", {}, ...related.map((one) => make("li", "", {}, ...one))));
    return item;
  }

  #drawTarget(target, key) {
    const button = make("button", "link", { textContent: "Show", onclick: () => this.#reveal(target) });
    button.dataset.focus = `${key} show`;
    return button;
  }

  /* A button that opens *place* in the editor, or else copies its name. */
  #drawPlace(place, focus = "") {
    const text = `${place.path || place.file}:${place.line}`;
    const button = make("button", "place", { textContent: text });
    button.dataset.focus = focus;
    button.onclick = async () => {
      if (await this.#options.open(place).catch(() => false)) this.#say(`Opened ${text}`);
      else if (await copy(text)) this.#confirm(button, text);
    };
    return button;
  }

  #confirm(button, text) {
    this.#say(`Copied ${text}`);
    button.dataset.copied = "true";
    setTimeout(() => delete button.dataset.copied, 2000);
  }
}

function bySeverity(one, other) {
  return (RANKS[one.severity] ?? 2) - (RANKS[other.severity] ?? 2);
}

function drawRule({ rule, url }) {
  const isLink = /^https?:/.test(url || "");
  const code = make("code", "rule", { textContent: rule });
  return isLink ? make("a", "", { href: url, target: "_blank", rel: "noopener" }, code) : code;
}

/* A link to another page; they are named from the server's root. */
function drawLink({ page, anchor }) {
  const href = `/${page.split("/").map(encodeURIComponent).join("/")}#${encodeURIComponent(anchor)}`;
  return make("a", "link", { href, textContent: page });
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // A page from another machine may not use the clipboard, but may copy what is selected.
    const field = Object.assign(document.createElement("textarea"), { value: text });
    field.style.cssText = "position: fixed; opacity: 0";
    const focused = document.activeElement;
    document.body.append(field);
    field.select();
    const isDone = document.execCommand("copy");
    field.remove();
    if (focused) focused.focus({ preventScroll: true });
    return isDone;
  }
}
