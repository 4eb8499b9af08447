/* Everything can be read without this script. It adds what a page alone can't do: it opens all operations at once,
   keeps what is open in the address, filters the overview, shows one microversion, links rows, sets keys apart, and
   copies. */
(function () {
  "use strict";

  var script = document.currentScript;
  var translations = JSON.parse((script && script.dataset.words) || "{}");
  var operations = list("details.rest-details");
  var address = "";
  var isPrinting = false;

  function list(selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
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
    operations.forEach(function (details) {
      details.open = names[0] === "all" || names.indexOf(details.id) >= 0;
    });
  }

  function saveExpanded() {
    var names = operations.filter(function (details) { return details.open; }).map(function (details) {
      return details.id;
    });
    var all = names.length > 0 && names.length === operations.length;
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
    button.hidden = operations.length === 0;
    button.addEventListener("click", function () {
      var show = operations.some(function (details) { return !details.open; });
      operations.forEach(function (details) { details.open = show; });
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
  var ranged = list('[class*="rp_m"]').map(function (element) {
    var whole = element.closest("summary") && element.closest(".rest-operation");
    return {
      element: whole || element,
      row: element.tagName === "TR" ? element : null,
      minimum: range(element, "rp_min_ver_"),
      maximum: range(element, "rp_max_ver_"),
    };
  });
  var samples = list(".rest-sample[data-set]");

  function exists(entry, chosen) {
    var isLate = entry.minimum !== null && entry.minimum > chosen;
    return !isLate && (entry.maximum === null || entry.maximum >= chosen);
  }

  function show(chosen) {
    ranged.forEach(function (entry) {
      entry.element.hidden = chosen !== null && !exists(entry, chosen);
    });
    ranged.forEach(function (entry) {
      var table = entry.row && entry.row.closest("table");
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
    var blocks = list("pre", snippets);
    blocks[0].textContent = blocks[0].textContent.split(header(data.asked || data.version)).join(header(wanted));
    if (blocks[1]) blocks[1].textContent = asHttp(blocks[0].textContent);
    data.asked = wanted;

    function header(version) {
      return data.header.replace("{version}", version);
    }
  }

  /* Of a sample in several versions, the newest one that is not after the chosen version. */
  function showSamples(chosen) {
    var newest = {};
    samples.forEach(function (sample) {
      var own = version(sample.dataset.version) || 0;
      var known = newest[sample.dataset.set];
      if (own <= chosen && !(known >= own)) newest[sample.dataset.set] = own;
    });
    samples.forEach(function (sample) {
      sample.restOff = chosen !== null && newest[sample.dataset.set] !== (version(sample.dataset.version) || 0);
      sample.hidden = sample.restOff;
    });
    list(".rest-samples").forEach(function (set) { if (set.restRefresh) set.restRefresh(); });
  }

  function say(text) {
    list(".rest-message").forEach(function (place) { place.textContent = text; });
  }

  function report(text) {
    var all = operations.length ? operations : list(".rest-overview li");
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
    select.addEventListener("change", function () {
      setParameter("microversion", select.value);
      show(version(select.value));
      report(select.value);
    });
  }

  /* The overview */

  function setUpFilter(input) {
    var overview = input.closest(".rest-controls").querySelector(".rest-overview");
    var entries = list("li", overview).map(function (element) {
      return { element: element, text: element.textContent.toLowerCase() };
    });
    input.closest("label").hidden = false;
    input.addEventListener("input", function () {
      var words = input.value.toLowerCase().split(/\s+/);
      var count = 0;
      entries.forEach(function (entry) {
        var fits = words.every(function (part) { return entry.text.indexOf(part) >= 0; });
        entry.element.classList.toggle("rest-filtered", !fits);
        if (fits && !entry.element.hidden) count += 1;
      });
      overview.open = input.value.trim() !== "";
      say(overview.open ? count + " / " + entries.length : "");
    });
  }

  /* Samples: tabs for versions, and buttons that copy */

  function setUpTabs(set, number) {
    var panels = list(":scope > .rest-sample", set);
    var bar = make("div", "rest-tabs");
    var chosen = panels.reduce(function (best, panel) {
      return (version(panel.dataset.version) || 0) > (version(best.dataset.version) || 0) ? panel : best;
    });
    bar.setAttribute("role", "tablist");
    bar.setAttribute("aria-label", gettext("Microversion"));
    var tabs = panels.map(function (panel, index) {
      var tab = make("button", "rest-tab", panel.dataset.version || gettext("first"));
      tab.type = "button";
      tab.id = "rest-tab-" + number + "-" + index;
      tab.setAttribute("role", "tab");
      panel.id = panel.id || "rest-panel-" + number + "-" + index;
      tab.setAttribute("aria-controls", panel.id);
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", tab.id);
      panel.restSelect = function () {
        chosen = panel;
        set.restRefresh();
      };
      tab.addEventListener("click", panel.restSelect);
      /* The browser opens what is around a panel only if it finds the panel still hidden after this event. */
      panel.addEventListener("beforematch", function () { window.setTimeout(panel.restSelect); });
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
    if (block.parentNode.querySelector(".copybtn")) return;
    var button = make("button", "rest-copy", gettext("Copy"));
    button.type = "button";
    button.addEventListener("click", function () {
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
    var blocks = list(".highlight", snippets);
    if (blocks.length !== 1) return;
    var block = make("div", "highlight");
    block.appendChild(make("pre", "", asHttp(blocks[0].querySelector("pre").textContent)));
    snippets.appendChild(block);
    snippets.querySelector("summary").append(", HTTP");
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

  /* Start */

  document.addEventListener("toggle", onToggle, true);
  window.addEventListener("hashchange", openTarget);
  window.addEventListener("beforeprint", function () { print(true); });
  window.addEventListener("afterprint", function () { print(false); });
  list(".rest-expand-all").forEach(setUpExpandAll);
  list(".rest-filter > input").forEach(setUpFilter);
  list(".rest-samples").forEach(setUpTabs);
  var choices = list(".rest-choice > select");
  choices.forEach(setUpChoice);
  choices.forEach(showFromAddress);
  if (parameter("expanded")) openExpanded();
  openTarget();
  address = window.location.search;
  /* An entry of the history has the state that the page had when it was left. */
  window.addEventListener("popstate", function () {
    if (pending || window.location.search === address) return;
    address = window.location.search;
    choices.forEach(showFromAddress);
    openExpanded();
  });
  var near = new IntersectionObserver(setUpNear, { rootMargin: "400px" });
  list(".rest-sample, .rest-snippets, .rest-parameters, .rest-statuses").forEach(function (element) { near.observe(element); });
})();
