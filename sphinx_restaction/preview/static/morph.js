/* Changes a page into another one, and leaves alone what the server did not write.

   There are three trees: the page that the reader sees, what the server last sent, and what it sends now. The last two
   are compared, and only what differs between them is changed in the first. So buttons that scripts add, elements that
   they wrap or hide, what is open, and what is typed into a field are not even looked at. */

/* What a page that runs scripts reads in another way, or what is of no use if it changes. */
const OPAQUE = new Set(["SCRIPT", "NOSCRIPT"]);
/* The tables that the server counts. */
const TABLES = "table.rest-parameters, table.rest-statuses";

export class Twin {
  #served;
  #live;
  #changes = new Map();
  /* What was found to be unequal: comparing large parts again and again takes long. */
  #unequal = new WeakMap();

  /* *served* is the document that the server sent; *live* gives for each of its nodes the one in the page. */
  constructor(served, live) {
    this.#served = served;
    this.#live = live;
  }

  get body() {
    return this.#served.body;
  }

  /* Return the elements of the page that changed since the last call, each with whether it is new. */
  takeChanges() {
    const changes = this.#changes;
    this.#changes = new Map();
    // It would keep the texts that were compared.
    this.#unequal = new WeakMap();
    return changes;
  }

  /* Do a change of a section, as the server describes it. An error says that the page is another one. */
  apply({ op, id, html, rows, parent, before }) {
    if (op === "replace") this.update(this.#find(id), parse(html));
    else if (op === "head") this.#updateHead(this.#find(id), parse(html));
    else if (op === "rows") this.#updateRows(this.#find(id), rows);
    else if (op === "remove") this.#remove(this.#find(id));
    else if (op === "insert") this.#insertSection(parent, before, parse(html));
    else throw new Error(`unknown change: ${op}`);
  }

  /* Make *old*, a node of the former text, and its node in the page, what *fresh* is. */
  update(old, fresh) {
    if (this.#isEqual(old, fresh) || OPAQUE.has(old.nodeName)) return;
    if (old.nodeType !== Node.ELEMENT_NODE) {
      this.#updateText(old, fresh);
      return;
    }
    // Themes keep in the body's attributes what the reader has chosen.
    if (old.nodeName !== "BODY") this.#updateAttributes(old, fresh);
    this.#updateChildren(old, [...old.childNodes], [...fresh.childNodes], null);
  }

  #isEqual(old, fresh) {
    if (this.#unequal.get(old) === fresh) return false;
    const isEqual = old.isEqualNode(fresh);
    if (!isEqual) this.#unequal.set(old, fresh);
    return isEqual;
  }

  /* The node of the page for one of the server's. If a script took it away, nothing but loading the page helps. */
  #at(node) {
    const found = this.#live.get(node);
    if (!found) throw new Error("the page lacks a part");
    return found;
  }

  #find(id) {
    const found = this.#served.getElementById(id);
    if (!found) throw new Error(`there is no ${id}`);
    return found;
  }

  #updateHead(old, fresh) {
    const [olds, freshes] = [ownPart(old), ownPart(fresh)];
    this.#updateAttributes(old, fresh);
    this.#updateChildren(old, olds, freshes, old.childNodes[olds.length] || null);
  }

  /* Each of *rows* is the number of a table, that of the row in it, and the row, whose own attributes stay. */
  #updateRows(section, rows) {
    const tables = section.querySelectorAll(TABLES);
    for (const [table, number, html] of rows) {
      const row = tables[table].tBodies[0].rows[number];
      this.#updateChildren(row, [...row.childNodes], [...parseRow(html).childNodes], null);
    }
  }

  #insertSection(parent, before, fresh) {
    if (before) {
      const next = this.#find(before);
      this.#insert(next.parentNode, fresh, next);
      return;
    }
    const section = this.#find(parent);
    this.#insert(section.querySelector(":scope > details.rest-details") || section, fresh, null);
  }

  #updateText(old, fresh) {
    const live = this.#at(old);
    const isOurs = live.isConnected && live.data === old.data;
    old.data = fresh.data;
    if (isOurs) live.data = fresh.data;
    else this.#rewrite(old.parentNode);
    if (fresh.nodeType === Node.TEXT_NODE) this.#note(this.#at(old.parentNode), fresh);
  }

  /* A script has put something else in the place of the text. */
  #rewrite(old) {
    this.#at(old).replaceChildren(...[...old.childNodes].map((node) => this.#draw(node)));
  }

  #updateAttributes(old, fresh) {
    const live = this.#at(old);
    for (const name of new Set([...old.getAttributeNames(), ...fresh.getAttributeNames()])) {
      const value = fresh.getAttribute(name);
      if (old.getAttribute(name) === value) continue;
      if (name === "class") {
        live.classList.remove(...old.classList);
        live.classList.add(...fresh.classList);
      } else if (value === null) live.removeAttribute(name);
      else live.setAttribute(name, value);
      if (value === null) old.removeAttribute(name);
      else old.setAttribute(name, value);
      this.#note(live);
    }
  }

  /* Make *olds*, children of *parent* before *next*, what *freshes* are. */
  #updateChildren(parent, olds, freshes, next) {
    while (olds.length && freshes.length && this.#isEqual(olds.at(-1), freshes.at(-1))) {
      next = olds.pop();
      freshes.pop();
    }
    const differs = freshes.findIndex((fresh, index) => !olds[index] || !this.#isEqual(olds[index], fresh));
    const start = differs < 0 ? freshes.length : differs;
    const matches = match(olds.slice(start), freshes.slice(start));
    const kept = new Set(matches.values());
    for (const old of olds.slice(start)) if (!kept.has(old)) this.#remove(old);
    for (const fresh of freshes.slice(start).reverse()) {
      const old = matches.get(fresh);
      if (!old) next = this.#insert(parent, fresh, next);
      else {
        if (old.nextSibling !== next) this.#place(parent, old, next);
        this.update(old, fresh);
        next = old;
      }
    }
  }

  #insert(parent, fresh, next) {
    const node = this.#served.importNode(fresh, true);
    const live = this.#draw(node);
    this.#place(parent, node, next);
    if (live.nodeType === Node.ELEMENT_NODE) this.#changes.set(live, true);
    else this.#note(live.parentNode, live);
    return node;
  }

  #remove(old) {
    const live = this.#at(old);
    if (live.parentElement) this.#note(live.parentElement, live);
    live.remove();
    old.remove();
  }

  /* Put *node* before *next*, and accordingly in the page, where there may be more between them. */
  #place(parent, node, next) {
    parent.insertBefore(node, next);
    const home = this.#at(parent);
    const live = this.#at(node);
    const behind = next && childOf(home, this.#at(next));
    const before = node.previousSibling && childOf(home, this.#at(node.previousSibling));
    if (behind) behind.before(live);
    else if (before) before.after(live);
    else home.append(live);
  }

  /* Return a node for the page, as *node* is. */
  #draw(node) {
    const live = document.importNode(node, true);
    for (const [one, other] of walk(node, live)) this.#live.set(one, other);
    return live;
  }

  #note(element, text = null) {
    const isBlank = text && text.nodeType !== Node.ELEMENT_NODE && !text.data.trim();
    if (!isBlank && !this.#changes.has(element)) this.#changes.set(element, false);
  }
}

/* Return which node of the page is which of *served*, what the server sent. *copy* is the page before any deferred
   script ran, but scripts in its text had; *live* gives the nodes of the page for those of *copy*. If texts differ or
   parts are missing, *served* may be another state of the page, and is not `isSame`. */
export function align(served, copy, live) {
  const found = new WeakMap();
  let isSame = true;
  const todo = [[served.body, copy]];
  while (todo.length) {
    const [ours, theirs] = todo.pop();
    if (OPAQUE.has(ours.nodeName) || !ours.isEqualNode(theirs)) {
      found.set(ours, live.get(theirs));
      if (OPAQUE.has(ours.nodeName)) continue;
      const matched = pairs([...theirs.childNodes], [...ours.childNodes]);
      isSame &&= matched.length === ours.childNodes.length && ours.nodeType !== Node.TEXT_NODE;
      todo.push(...matched);
    } else for (const [one, other] of walk(ours, theirs)) found.set(one, live.get(other));
  }
  return { found, isSame };
}

function pairs(theirs, ours) {
  const matches = match(theirs, ours);
  const extras = theirs.filter((node) => node.querySelector && ![...matches.values()].includes(node));
  return ours.map((node) => [node, matches.get(node) || wrapped(node, extras)]).filter((pair) => pair[1]);
}

/* Scripts put tables and the like into elements of their own. */
function wrapped(node, extras) {
  if (!node.localName) return null;
  const first = node.classList[0];
  const selector = node.localName + (node.id ? `#${CSS.escape(node.id)}` : first ? `.${CSS.escape(first)}` : "");
  return extras.map((extra) => extra.querySelector(selector)).find(Boolean);
}

function* walk(one, other) {
  const ours = document.createTreeWalker(one);
  const theirs = document.createTreeWalker(other);
  do yield [ours.currentNode, theirs.currentNode];
  while (ours.nextNode() && theirs.nextNode());
}

function parse(html) {
  return new DOMParser().parseFromString(html, "text/html").body.firstElementChild;
}

/* There may be hundreds, and each document takes a while. */
function parseRow(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content.firstElementChild;
}

/* Return the child of *home* that is or holds *node*. */
function childOf(home, node) {
  while (node && node.parentNode !== home) node = node.parentNode;
  return node;
}

/* Return what a section says itself, before the sections in it. */
function ownPart(section) {
  const nodes = [...section.childNodes];
  const first = nodes.findIndex((node) => node.nodeName === "SECTION");
  const rest = first < 0 ? [] : nodes.slice(first);
  const isText = (node) => node.nodeName !== "SECTION" && node.textContent.trim();
  if (rest.some(isText)) throw new Error("text after sections");
  return first < 0 ? nodes : nodes.slice(0, first);
}

/* Return which of *freshes* are which of *olds*: those of one name, then those of one text, then those of one kind, in
   their order. */
function match(olds, freshes) {
  const matches = new Map();
  const taken = new Set();
  const isAsBefore = olds.length === freshes.length && olds.every((old, index) => isSameKind(old, freshes[index]));
  if (isAsBefore) return new Map(freshes.map((fresh, index) => [fresh, olds[index]]));
  for (const nameOf of [idOf, textOf, kindOf]) {
    const named = new Map();
    for (const old of olds) {
      const name = nameOf(old);
      if (name && !taken.has(old)) named.set(name, [...(named.get(name) || []), old]);
    }
    for (const fresh of freshes) {
      const old = !matches.has(fresh) && (named.get(nameOf(fresh)) || []).shift();
      if (!old) continue;
      matches.set(fresh, old);
      taken.add(old);
    }
  }
  return matches;
}

function idOf(node) {
  return node.id ? `${node.nodeName}#${node.id}` : "";
}

function textOf(node) {
  return node.id ? "" : node.nodeName + node.textContent;
}

function isSameKind(one, other) {
  return one.id === other.id && kindOf(one) === kindOf(other);
}

/* Elements of one tag with different first classes are different things. */
function kindOf(node) {
  return `${node.nodeName}.${(node.classList && node.classList[0]) || ""}`;
}
