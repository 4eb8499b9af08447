/* Everything can be read without this script: it opens what an address names, and all operations at once. */
(function () {
  "use strict";

  function open(element) {
    for (var node = element; node; node = node.parentElement) {
      if (node.tagName === "DETAILS") node.open = true;
    }
  }

  /* Addresses of os-api-ref: "?expanded=list-servers-detail,show-server-detail". */
  function openExpanded() {
    var names = new URLSearchParams(window.location.search).get("expanded") || "";
    names.split(",").forEach(function (name) {
      open(document.getElementById(name));
    });
  }

  function openTarget() {
    var id = decodeURIComponent(window.location.hash.slice(1));
    var target = id && document.getElementById(id);
    if (!target) return;
    open(target.querySelector(":scope > details") || target);
    target.scrollIntoView();
  }

  function setUpExpandAll(button) {
    var all = document.querySelectorAll("details.rest-details");
    button.hidden = false;
    button.addEventListener("click", function () {
      var show = Array.prototype.some.call(all, function (details) { return !details.open; });
      all.forEach(function (details) { details.open = show; });
      button.textContent = show ? button.dataset.close : button.dataset.open;
    });
  }

  window.addEventListener("hashchange", openTarget);
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details.rest-details").forEach(open);
  });
  document.querySelectorAll(".rest-expand-all").forEach(setUpExpandAll);
  openExpanded();
  openTarget();
})();
