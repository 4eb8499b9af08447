/* Everything can be read without this script. It adds what a page alone can't do: it opens all operations at once,
   keeps what is open in the address, filters the overview, shows one microversion, links rows, sets keys apart, and
   copies. Whoever replaces parts of a page sends `restaction:changed` to them, and they are set up again. */
(function () {
  "use strict";

  var script = document.currentScript;
  var translations = JSON.parse((script && script.dataset.words) || "{}");
  var address = "";
  var isPrinting = false;

  function list(selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  }

  function operations() {
    return list("details.rest-details");
  }

  /* Whether *element* has not been given to this before: a part of a page may be set up more than once. */
  var known = new WeakSet();

  function isNew(element) {
    return !known.has(element) && known.add(element);
  }

  function make(tag, name, text) {
    var element = document.createElement(tag);
    element.className = name;
    if (text) element.textContent = text;
    return element;
  }

  /* A page in another language than English has the words of that. */
  function gettext(text) {
    return translations[text] || text;
  }

  /* The address */

  function parameter(name) {
    return new URLSearchParams(window.location.search).get(name) || "";
  }

  function setParameter(name, value) {
    var url = new URL(window.location);
    if (value) url.searchParams.set(name, value);
    else url.searchParams.delete(name);
    url.search = url.search.replace(/%2C/g, ",");
    try {
      window.history.replaceState(window.history.state, "", url);
    } catch (error) { /* A page in a frame may have no address of its own. */ }
    address = window.location.search;
  }

  /* Operations that open and close */

  function reveal(element) {
    for (var node = element; node; node = node.parentElement) {
      if (node.tagName === "DETAILS") node.open = true;
      if (node.matches(".rest-sample") && node.restSelect) node.restSelect();
    }
  }

  function openTarget() {
    var target = document.getElementById(decode(window.location.hash.slice(1)));
    if (!target) return;
    if (target.matches(".rest-moved a")) {
      target.search = window.location.search;
      window.location.replace(target.href);
      return;
    }
    var section = target.matches("section") ? target : target.parentNode.closest("section");
    var box = section && section.querySelector(":scope > details.rest-details");
    var isOperation = box && (target === section || target.matches("span, summary, details.rest-details"));
    reveal(isOperation ? box : target);
    if (target.closest("[hidden]")) say(gettext("That does not exist in this microversion."));
    (isOperation ? section : target).scrollIntoView();
  }

  function decode(text) {
    try {
      return decodeURIComponent(text);
    } catch (error) {
      return text;
    }
  }

  /* "?expanded=a-detail,b-detail", as os-api-ref has it, or "all". */
  function openExpanded() {
    var names = parameter("expanded").split(",");
    openWhere(function (details) {
      return names[0] === "all" || names.indexOf(details.id) >= 0;
    });
  }

  function openWhere(isWanted) {
    // Before the first opens: thousands are not to be laid out even once.
    document.documentElement.classList.add("rest-lazy");
    operations().forEach(function (details) { details.open = isWanted(details); });
  }

  function saveExpanded() {
    var found = operations();
    var names = found.filter(function (details) { return details.open; }).map(function (details) {
      return details.id;
    });
    var all = names.length > 0 && names.length === found.length;
    setParameter("expanded", all ? "all" : names.join(","));
    list(".rest-expand-all").forEach(function (button) {
      button.textContent = all ? button.dataset.close : button.dataset.open;
    });
  }

  var pending = 0;

  function onToggle(event) {
    if (isPrinting || !event.target.matches || !event.target.matches("details.rest-details")) return;
    window.clearTimeout(pending);
    pending = window.setTimeout(function () {
      pending = 0;
      saveExpanded();
    });
  }

  function setUpExpandAll(button) {
    button.hidden = operations().length === 0;
    if (!isNew(button)) return;
    button.addEventListener("click", function () {
      var show = operations().some(function (details) { return !details.open; });
      openWhere(function () { return show; });
    });
  }

  function print(on) {
    isPrinting = on;
    if (on) list(".rest-snippets").forEach(addHttp);
    list(on ? "details:not([open])" : "details[data-printed]").forEach(function (details) {
      if (!details.closest(".rest-details, .rest-controls")) return;
      details.open = on;
      details.toggleAttribute("data-printed", on);
    });
  }

  /* Microversions: 2.10 comes after 2.9. */

  function version(text) {
    var match = /^\s*v?(\d{1,6})[._](\d{1,6})\s*$/.exec(text || "");
    return match ? match[1] * 1e6 + Number(match[2]) : null;
  }

  function range(element, kind) {
    var name = Array.prototype.find.call(element.classList, function (name) { return name.indexOf(kind) === 0; });
    return name ? version(name.slice(kind.length)) : null;
  }

  /* What exists in some versions only. A method stands for its operation, where the section holds no other. */
  var ranged = [];
  var samples = [];

  function findRanged(root) {
    ranged = ranged.filter(function (entry) {
      if (entry.source.isConnected && !root.contains(entry.source)) return true;
      entry.element.hidden = false;
      if (entry.table) entry.table.hidden = false;
      return false;
    }).concat(list('[class*="rp_m"]', root).map(function (element) {
      var whole = element.closest("summary") && element.closest(".rest-operation");
      return {
        source: element,
        element: whole || element,
        table: element.tagName === "TR" ? element.closest("table") : null,
        minimum: range(element, "rp_min_ver_"),
        maximum: range(element, "rp_max_ver_"),
      };
    }));
    samples = list(".rest-sample[data-set]");
  }

  function exists(entry, chosen) {
    var isLate = entry.minimum !== null && entry.minimum > chosen;
    return !isLate && (entry.maximum === null || entry.maximum >= chosen);
  }

  function show(chosen) {
    ranged.forEach(function (entry) {
      entry.element.hidden = chosen !== null && !exists(entry, chosen);
    });
    ranged.forEach(function (entry) {
      var table = entry.table;
      if (table) table.hidden = !table.tBodies[0].querySelector(":scope > tr:not([hidden])");
    });
    showSamples(chosen);
    list('.rest-overview a:not([href^="#"])').forEach(function (link) {
      link.search = chosen === null ? "" : "?microversion=" + parameter("microversion");
    });
    list(".rest-snippets[data-header]").forEach(function (snippets) { ask(snippets, chosen); });
  }

  /* The header of a request asks for the chosen version, or else for the one that the page came with. */
  function ask(snippets, chosen) {
    var data = snippets.dataset;
    var wanted = chosen === null ? data.version : Math.floor(chosen / 1e6) + "." + (chosen % 1e6);
    var block = snippets.querySelector("pre");
    if (block.textContent !== snippets.restAsked) snippets.restCame = block.textContent;
    snippets.restAsked = snippets.restCame.split(header(data.version)).join(header(wanted));
    if (block.textContent !== snippets.restAsked) block.textContent = snippets.restAsked;
    if (snippets.restHttp) addHttp(snippets);

    function header(version) {
      return data.header.replace("{version}", version);
    }
  }

  /* Of a sample in several versions, the newest one that is not after the chosen version. Operations number their sets
     each for itself; those within one that opens and closes do so together. */
  function showSamples(chosen) {
    var holders = new Map();
    var own = samples.map(function (sample) {
      var holder = sample.closest("details.rest-details:not(.rest-details .rest-details)");
      var newest = holders.get(holder) || {};
      var found = { newest: newest, version: version(sample.dataset.version) || 0, set: sample.dataset.set };
      if (found.version <= chosen && !(newest[found.set] >= found.version)) newest[found.set] = found.version;
      holders.set(holder, newest);
      return found;
    });
    samples.forEach(function (sample, index) {
      sample.restOff = chosen !== null && own[index].newest[own[index].set] !== own[index].version;
      sample.hidden = sample.restOff;
    });
    list(".rest-samples").forEach(function (set) { if (set.restRefresh) set.restRefresh(); });
  }

  function say(text) {
    list(".rest-message").forEach(function (place) { place.textContent = text; });
  }

  function report(text) {
    var all = operations();
    if (!all.length) all = list(".rest-overview li");
    var shown = all.filter(function (element) { return !element.closest("[hidden]"); }).length;
    say(text ? gettext("Microversion") + " " + text + ": " + shown + " / " + all.length : "");
  }

  function showFromAddress(select) {
    var text = parameter("microversion");
    var chosen = version(text);
    if (text && chosen === null) {
      select.value = "";
      show(null);
      say(gettext("No microversion:") + " " + text);
      return;
    }
    select.value = "";
    Array.prototype.forEach.call(select.options, function (option) {
      if (chosen !== null && version(option.value) === chosen) select.value = option.value;
    });
    if (chosen !== null && !select.value) {
      var option = make("option", "", text);
      option.value = text;
      select.appendChild(option);
      select.value = text;
    }
    show(chosen);
    report(chosen === null ? "" : text);
  }

  function setUpChoice(select) {
    select.closest("label").hidden = false;
    if (!isNew(select)) return;
    select.addEventListener("change", function () {
      setParameter("microversion", select.value);
      show(version(select.value));
      report(select.value);
    });
  }

  /* The overview */

  function setUpFilter(input) {
    input.closest("label").hidden = false;
    input.restEntries = null;
    if (input.value.trim()) filter(input);
    if (isNew(input)) input.addEventListener("input", function () {
      var count = filter(input);
      overviewOf(input).open = input.value.trim() !== "";
      say(input.value.trim() ? count + " / " + input.restEntries.length : "");
    });
  }

  function overviewOf(input) {
    return input.closest(".rest-controls").querySelector(".rest-overview");
  }

  /* Leave the entries that have all words, and return how many there are. */
  function filter(input) {
    var words = input.value.toLowerCase().split(/\s+/);
    input.restEntries = input.restEntries || list("li", overviewOf(input)).map(function (element) {
      return { element: element, text: element.textContent.toLowerCase() };
    });
    return input.restEntries.filter(function (entry) {
      var fits = words.every(function (part) { return entry.text.indexOf(part) >= 0; });
      entry.element.classList.toggle("rest-filtered", !fits);
      return fits && !entry.element.hidden;
    }).length;
  }

  /* Samples: tabs for versions, and buttons that copy */

  var sets = 0;

  function labelOf(panel) {
    return panel.dataset.version || gettext("first");
  }

  function setUpTabs(set) {
    var panels = list(":scope > .rest-sample", set);
    var before = set.querySelector(":scope > .rest-tabs");
    var isDone = before && before.children.length === panels.length && panels.every(function (panel, index) {
      return panel.restTab === before.children[index] && panel.restTab.textContent === labelOf(panel);
    });
    if (isDone || !panels.length) return;
    if (before) before.remove();
    var number = sets += 1;
    var bar = make("div", "rest-tabs");
    var chosen = panels.indexOf(set.restChosen) >= 0 ? set.restChosen : panels.reduce(function (best, panel) {
      return (version(panel.dataset.version) || 0) > (version(best.dataset.version) || 0) ? panel : best;
    });
    bar.setAttribute("role", "tablist");
    bar.setAttribute("aria-label", gettext("Microversion"));
    var tabs = panels.map(function (panel, index) {
      var tab = make("button", "rest-tab", labelOf(panel));
      tab.type = "button";
      tab.id = "rest-tab-" + number + "-" + index;
      tab.setAttribute("role", "tab");
      panel.id = panel.id || "rest-panel-" + number + "-" + index;
      tab.setAttribute("aria-controls", panel.id);
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", tab.id);
      /* The browser opens what is around a panel only if it finds the panel still hidden after this event. */
      if (isNew(panel)) panel.addEventListener("beforematch", function () { window.setTimeout(panel.restSelect); });
      panel.restTab = tab;
      panel.restSelect = function () {
        chosen = set.restChosen = panel;
        set.restRefresh();
      };
      tab.addEventListener("click", panel.restSelect);
      bar.appendChild(tab);
      return tab;
    });
    set.restRefresh = function () {
      var there = panels.filter(function (panel) { return !panel.restOff; });
      var active = there.indexOf(chosen) >= 0 ? chosen : there[0];
      panels.forEach(function (panel, index) {
        tabs[index].hidden = Boolean(panel.restOff);
        tabs[index].setAttribute("aria-selected", String(panel === active));
        tabs[index].tabIndex = panel === active ? 0 : -1;
        if (panel.restOff) panel.hidden = true;
        else if (panel === active) panel.removeAttribute("hidden");
        else panel.setAttribute("hidden", "until-found");
      });
    };
    bar.addEventListener("keydown", function (event) {
      var there = tabs.filter(function (tab) { return !tab.hidden; });
      var last = there.length - 1;
      var here = there.indexOf(document.activeElement);
      var next = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: last }[event.key];
      if (next === undefined || here < 0) return;
      event.preventDefault();
      var tab = there[next < 0 ? last : next > last ? 0 : next];
      tab.focus();
      tab.click();
    });
    set.insertBefore(bar, set.firstChild);
    set.restRefresh();
  }

  function setUpCopy(block) {
    if (block.parentNode.querySelector(".copybtn, .rest-copy")) return;
    var button = make("button", "rest-copy", gettext("Copy"));
    button.type = "button";
    button.addEventListener("click", function () {
      block = button.nextElementSibling;
      copy(block.textContent).then(function () {
        button.textContent = gettext("Copied");
        window.setTimeout(function () { button.textContent = gettext("Copy"); }, 2000);
      }, function () {
        window.getSelection().selectAllChildren(block);
      });
    });
    block.parentNode.insertBefore(button, block);
  }

  function copy(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    return Promise.reject(new Error("no clipboard"));
  }

  /* What a page need not bring, for each sample, row and request: colours, links, and a second form */

  var keys = window.Highlight && new window.Highlight();
  if (keys) CSS.highlights.set("rest-key", keys);
  var KEY = /"(?:[^"\\\n]|\\.)*"(\s*:)?/g;

  /* Colours without elements, of which a page would have ten thousands. */
  function markKeys(block) {
    var text = block.firstChild;
    if (!keys || block.childNodes.length !== 1 || text.nodeType !== 3) return;
    for (var match; (match = KEY.exec(text.data));) {
      if (!match[1]) continue;
      var end = match.index + match[0].length - match[1].length;
      keys.add(new StaticRange({ startContainer: text, startOffset: match.index, endContainer: text, endOffset: end }));
    }
  }

  function linkRow(row) {
    var name = row.querySelector(":scope > td:first-child > code");
    if (!name) return;
    var old = name.querySelector(":scope > .rest-name");
    if (old) old.replaceWith.apply(old, Array.prototype.slice.call(old.childNodes));
    var link = make("a", "rest-name");
    link.href = "#" + row.id;
    link.append.apply(link, Array.prototype.slice.call(name.childNodes));
    name.append(link);
  }

  /* The words of a command, as a shell reads what `snippets.py` writes. */
  function wordsOf(command) {
    return (command.match(/(?:'[^']*'|"[^"]*"|[^\s'"\\])+/g) || []).map(function (word) {
      return word.replace(/'([^']*)'|"([^"]*)"/g, function (all, single, double) {
        return single === undefined ? double : single;
      });
    });
  }

  function asHttp(command) {
    var found = { "--request": ["GET"], "--header": [], "--data-raw": [], "": [] };
    var words = wordsOf(command).slice(1);
    for (var index = 0; index < words.length; index += 1) {
      if (words[index] === "--head") found["--request"].push("HEAD");
      else if (words[index].slice(0, 2) !== "--") found[""].push(words[index]);
      else if (words[index] in found) found[words[index]].push(words[index += 1]);
    }
    var address = /^[^:/]*:\/\/([^/]*)(.*)$/.exec(found[""][0]) || ["", "", found[""][0]];
    var lines = [found["--request"].pop() + " " + address[2] + " HTTP/1.1", "Host: " + address[1]];
    return lines.concat(found["--header"]).concat(found["--data-raw"].length ? ["", found["--data-raw"][0]] : []).join("\n");
  }

  function addHttp(snippets) {
    var blocks = list("pre", snippets);
    if (!snippets.restHttp) {
      if (blocks.length !== 1) return;
      var block = make("div", "highlight");
      snippets.restHttp = block.appendChild(make("pre", ""));
      snippets.appendChild(block);
      snippets.querySelector("summary").append(", HTTP");
    }
    snippets.restHttp.textContent = asHttp(blocks[0].textContent);
  }

  function forgetKeys(root) {
    if (keys) keys.forEach(function (found) {
      var text = found.startContainer;
      if (!text.isConnected || root.contains(text)) keys.delete(found);
    });
  }

  /* A page has hundreds of samples, of which a reader sees a few. */
  function setUpNear(entries, observer) {
    entries.forEach(function (entry) {
      if (!entry.isIntersecting) return;
      observer.unobserve(entry.target);
      if (entry.target.matches(".rest-snippets")) addHttp(entry.target);
      else list("[class*='highlight-js'] pre, .highlight-javascript pre", entry.target).forEach(markKeys);
      list("tr[id]", entry.target).forEach(linkRow);
      list("pre", entry.target).forEach(setUpCopy);
    });
  }

  /* Start, and start again for parts of a page */

  var near = new IntersectionObserver(setUpNear, { rootMargin: "400px" });

  function setUp(root) {
    list(".rest-expand-all").forEach(setUpExpandAll);
    list(".rest-filter > input").forEach(setUpFilter);
    list(".rest-samples", root).forEach(setUpTabs);
    list(".rest-choice > select").forEach(setUpChoice);
    findRanged(root);
  }

  function watch(root) {
    list(".rest-sample, .rest-snippets, .rest-parameters, .rest-statuses", root).forEach(function (element) {
      near.unobserve(element);
      near.observe(element);
    });
  }

  function showAgain() {
    list(".rest-choice > select").forEach(showFromAddress);
  }

  document.addEventListener("restaction:changed", function (event) {
    forgetKeys(event.target);
    setUp(event.target);
    if (parameter("microversion")) showAgain();
    watch(event.target);
  });
  document.addEventListener("toggle", onToggle, true);
  window.addEventListener("hashchange", openTarget);
  window.addEventListener("beforeprint", function () { print(true); });
  window.addEventListener("afterprint", function () { print(false); });
  setUp(document);
  showAgain();
  if (parameter("expanded")) openExpanded();
  openTarget();
  address = window.location.search;
  /* An entry of the history has the state that the page had when it was left. */
  window.addEventListener("popstate", function () {
    if (pending || window.location.search === address) return;
    address = window.location.search;
    showAgain();
    openExpanded();
  });
  watch(document);
})();
