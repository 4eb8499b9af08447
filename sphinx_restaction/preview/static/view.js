/* What the reader sees of a change: what is read stays where it is, and what changed is marked for a moment. */

const MARK = "restaction-preview-changed";
const MARKED_FOR = 2500;
/* The smallest parts that are marked as wholes, and what is marked elsewhere. */
const WHOLES = "tr, .rest-sample, .rest-snippets, .rest-changes";
const PARTS = "p, li, dt, dd, h1, h2, h3, h4, h5, h6, summary, caption, pre, table, ul, ol, dl, figure";
/* Where a page has its text, and not its navigation. */
const TEXT = "section, main, [role=main], .body";
const FEW = 20;
const timers = new WeakMap();

/* Call *action*, and scroll so that what is at the top of the window stays there. */
export function hold(action) {
  const chain = window.scrollY > 0 ? readPlaces() : [];
  action();
  const kept = chain.find(({ element }) => element.isConnected && element.getClientRects().length);
  const moved = kept ? kept.element.getBoundingClientRect().top - kept.top : 0;
  if (moved) window.scrollBy({ top: moved, behavior: "instant" });
}

/* Return the first part of the text that begins in the window, and what is around it, in case that it vanishes. */
function readPlaces() {
  const hits = [];
  for (let y = 1; y < window.innerHeight; y += 12) {
    const hit = document.elementsFromPoint(window.innerWidth / 2, y).find((element) => element.closest("section"));
    const part = hit && hit.closest(`${WHOLES}, ${PARTS}`);
    if (part && !hits.includes(part)) hits.push(part);
    if (part && part.getBoundingClientRect().top >= 0) break;
  }
  const chain = hits.reverse();
  for (let element = chain[0]; element; element = element.parentElement) chain.push(element);
  return chain.map((element) => ({ element, top: element.getBoundingClientRect().top }));
}

/* Have restaction.js set up again what is in *changes*. */
export function announce(changes) {
  let roots = new Set();
  for (const element of changes.keys()) {
    const holder = element.closest("details.rest-details:not(.rest-details .rest-details), .rest-controls");
    const root = (holder && holder.closest("section, .rest-controls")) || element;
    if (root.isConnected && root.closest(TEXT)) roots.add(root);
  }
  // Each of them costs a look at the whole page.
  if (roots.size > FEW) roots = new Set([document.body]);
  for (const root of roots) {
    if (!isWithin(root, roots)) root.dispatchEvent(new CustomEvent("restaction:changed", { bubbles: true }));
  }
}

function isWithin(element, others) {
  for (let node = element.parentElement; node; node = node.parentElement) if (others.has(node)) return true;
  return false;
}

/* Mark *changes* for a moment. Return what they belong to, and whether none of them is on the screen. */
export function mark(changes) {
  const parts = new Set();
  for (const [element, isNew] of changes) {
    const part = element.closest(WHOLES) || element.closest(PARTS) || (isNew ? element : null);
    if (part && part.isConnected) parts.add(part);
  }
  flash(...parts);
  const places = [...parts].filter((part) => part.closest("section"));
  places.sort((one, other) => (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
  const titles = new Set(places.map(titleOf));
  return {
    isOffScreen: places.length > 0 && !places.some(isOnScreen),
    target: places[0],
    title: [...titles][0],
    others: titles.size - 1,
  };
}

/* Open what is around *element*, go there, and mark it. Return whether it is shown: a microversion may hide it. */
export function reveal(element) {
  for (let node = element; node; node = node.parentElement) {
    if (node.nodeName === "DETAILS") node.open = true;
    if (node.restSelect) node.restSelect();
  }
  element.scrollIntoView({ block: "center", behavior: "instant" });
  flash(element);
  return element.checkVisibility();
}

export function flash(...elements) {
  elements.forEach((element) => element.classList.remove(MARK));
  // An animation begins again when the browser has seen the elements without it.
  void document.body.offsetWidth;
  for (const element of elements) {
    clearTimeout(timers.get(element));
    element.classList.add(MARK);
    timers.set(element, setTimeout(() => element.classList.remove(MARK), MARKED_FOR));
  }
}

function isOnScreen(element) {
  // Where a part of the page is hidden, or far away and not laid out, that would have to be done for its box.
  if (!element.checkVisibility({ contentVisibilityAuto: true })) return false;
  const box = element.getBoundingClientRect();
  return box.bottom > 0 && box.top < window.innerHeight && box.width > 0;
}

function titleOf(element) {
  const section = element.closest("section:has(> details.rest-details)") || element.closest("section");
  const heading = section.querySelector("h1, h2, h3, h4, h5, h6");
  const nodes = heading ? [...heading.childNodes] : [];
  const texts = nodes.filter((node) => !node.matches || !node.matches(".headerlink"));
  return texts.map((node) => node.textContent).join("").trim() || section.id;
}
