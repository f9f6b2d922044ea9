// One redraw for every change, then the first one.

function redraw() {
  applyFilters();
  readChanges();
  readEmphasis();
  placeAll();
  drawTimeline();
  drawFilters();
  drawEvidence();
  drawTools();
  drawNote();
  drawLegend();
  repaint();
}

// By the clock that knows more: the day of the event where most facts have one, else the day of the report.
function betterClock() {
  const dated = facts.filter((fact) => fact.start !== null).length, reported = facts.filter((fact) => fact.published.length).length;
  return dated * 2 >= reported ? "date" : "published";
}

const dark = matchMedia("(prefers-color-scheme: dark)");
setTheme(dark.matches);
dark.addEventListener("change", () => setTheme(dark.matches));

view = decode(location.hash.slice(1));
if (!/(^|&)by=/.test(location.hash)) view.by = betterClock();
document.querySelector(".search").append(searchBox("Search actors", (node) => choose({ node }, { go: true })));
startNetwork();
drawCorner();
listeners.push(redraw);
if (view.chosen) openPanel("evidence");
redraw();
fit();
if (view.chosen) bringIntoView(view.chosen);
repaint();
watchPointer();
watchKeys();
new ResizeObserver(() => { network.setSize("100%", "100%"); fit(); repaint(); }).observe(stage);
addEventListener("hashchange", () => { view = decode(location.hash.slice(1)); redraw(); fit(); });
document.documentElement.dataset.ready = "1";
