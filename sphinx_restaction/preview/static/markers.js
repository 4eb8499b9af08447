/* Small buttons in the page, each at what a finding is about. They are none of the server's HTML, so changes of a page
   leave them alone, and they are put again where what they stood in was replaced. */

const NAME = "restaction-preview-marker";
const RANKS = ["error", "warning"];

/* Return what tells a finding from others, also when its line moves. */
export function keyOf(finding) {
  return JSON.stringify([finding.rule, finding.file, finding.message, finding.targets]);
}

export class Markers {
  #page;
  #onClick;
  #findings = [];
  #buttons = new Map();
  #known = null;

  /* *onClick* is called with the key of the finding whose marker is clicked. */
  constructor(page, onClick) {
    this.#page = page;
    this.#onClick = onClick;
  }

  update(findings) {
    const known = this.#known;
    this.#known = new Set(findings.map(keyOf));
    this.#findings = findings;
    this.place((finding) => known && !known.has(keyOf(finding)));
  }

  /* Put the markers where they belong. Those of findings that are *new* are marked. */
  place(isNew = () => false) {
    const wanted = this.#homes();
    for (const [home, button] of this.#buttons) {
      if (wanted.has(home)) continue;
      button.remove();
      this.#buttons.delete(home);
    }
    for (const [home, findings] of wanted) {
      const button = this.#buttons.get(home) || this.#make(home);
      fill(button, findings);
      if (!button.isConnected || !isAt(button, home)) put(button, home);
      button.classList.toggle(`${NAME}-new`, findings.some(isNew));
    }
  }

  /* Return the element that *target* names, or null if the page does not have it. */
  find({ page, anchor, table, row, sample }) {
    const place = page === this.#page && document.getElementById(anchor);
    const section = place && place.closest("section");
    if (!section) return place || null;
    if (sample !== undefined) return behind(section, ".rest-sample", place)[sample] || section;
    if (table === undefined) return section;
    const found = behind(section, "table.rest-parameters", place)[table];
    return (found && row !== undefined ? found.tBodies[0].rows[row] : found) || section;
  }

  #homes() {
    const homes = new Map();
    for (const finding of this.#findings) {
      for (const target of finding.targets || []) {
        const home = this.find(target);
        if (home) homes.set(home, [...(homes.get(home) || []), finding]);
      }
    }
    return homes;
  }

  #make(home) {
    const button = document.createElement("button");
    button.type = "button";
    button.addEventListener("click", () => this.#onClick(button.dataset.key));
    this.#buttons.set(home, button);
    return button;
  }
}

/* An operation begins with its anchor; before that, in the same section, may stand another one. */
function behind(section, selector, anchor) {
  const isBehind = (element) => anchor.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING;
  return [...section.querySelectorAll(selector)].filter(isBehind);
}

function fill(button, findings) {
  const severities = findings.map((finding) => finding.severity);
  const worst = RANKS.find((rank) => severities.includes(rank)) || "info";
  const text = worst[0].toUpperCase() + (findings.length > 1 ? ` ${findings.length}` : "");
  const title = findings.map((finding) => `${finding.severity}: ${finding.message}`).join("\n");
  button.className = `${NAME} restaction-preview-${worst}`;
  button.dataset.key = keyOf(findings[0]);
  if (button.textContent !== text) button.textContent = text;
  if (button.title === title) return;
  button.title = title;
  button.setAttribute("aria-label", title);
}

/* Whether *button* is where `put` puts it. */
function isAt(button, home) {
  if (home.nodeName === "TABLE") return button.nextSibling === home;
  return button.parentNode === (home.nodeName === "TR" ? home.cells[0] : home);
}

function put(button, home) {
  const details = home.querySelector(":scope > details.rest-details");
  const heading = home.querySelector(":scope > :is(h1, h2, h3, h4, h5, h6)");
  if (home.nodeName === "TR") home.cells[0].append(button);
  else if (home.nodeName === "TABLE") home.before(button);
  else if (details) details.before(button);
  else if (heading) heading.after(button);
  else home.prepend(button);
}
