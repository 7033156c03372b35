(function () {
  "use strict";
  const form = document.getElementById("filter");
  const units = Array.from(document.querySelectorAll("details.unit"));
  const wereOpen = units.map(function (unit) { return unit.open; });
  if (form) {
    const words = form.elements.words;
    const severity = form.elements.severity;
    const shown = document.getElementById("filter-count");
    const apply = function () {
      const wanted = words.value.trim().toLowerCase();
      const active = wanted !== "" || severity.value !== "";
      let total = 0;
      units.forEach(function (unit, place) {
        const name = unit.querySelector("h3").textContent;
        let here = 0;
        unit.querySelectorAll(".finding").forEach(function (item) {
          const text = (name + " " + item.textContent).toLowerCase();
          const fits = text.includes(wanted) && (severity.value === "" || item.dataset.severity === severity.value);
          item.hidden = !fits;
          here += fits ? 1 : 0;
        });
        unit.hidden = here === 0;
        unit.open = active ? here > 0 && here <= 50 : wereOpen[place];
        total += here;
      });
      shown.textContent = "显示 " + total + " 条";
    };
    form.hidden = false;
    form.addEventListener("input", apply);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
  }
  const openTarget = function () {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (target && target.tagName === "DETAILS") { target.open = true; target.scrollIntoView(); }
  };
  window.addEventListener("hashchange", openTarget);
  openTarget();
  let before = [];
  window.addEventListener("beforeprint", function () {
    before = units.map(function (unit) { return unit.open; });
    units.forEach(function (unit) { unit.open = true; });
  });
  window.addEventListener("afterprint", function () {
    units.forEach(function (unit, place) { unit.open = before[place]; });
  });
})();
