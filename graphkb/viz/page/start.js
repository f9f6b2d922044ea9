// One redraw for every change, then the first one.

function redraw() {
  applyFilters();
  readChanges();
  readEmphasis();
  readSizes();
  placeAll();
  drawTimeline();
  drawFilters();
  drawEvidence();
  drawTools();
  drawNote();
  drawLegend();
  repaint();
}

// The whole map, or what is picked where that would not be seen.
function frameView() {
  fit();
  if (view.chosen) bringIntoView(view.chosen);
  goTo(new URLSearchParams(location.hash.slice(1)).get("at"));
  repaint();
}

const dark = matchMedia("(prefers-color-scheme: dark)");
startCanvas();
setTheme(dark.matches);
dark.addEventListener("change", () => setTheme(dark.matches));

view = decode(location.hash.slice(1) || about.view);
document.querySelector(".search").append(searchBox("Search actors", (node) => choose({ node }, { go: true })));
drawCorner();
listeners.push(redraw);
if (view.chosen) openPanel("evidence");
redraw();
frameView();
watchPointer();
watchKeys();
new ResizeObserver(() => { if (!matchMedia("print").matches && (stage.clientWidth !== room.width || stage.clientHeight !== room.height)) { resize(); placeAll(); frameView(); } }).observe(stage);
// Paper is white and sharp: what is printed is drawn in the light colours, and as lines instead of dots.
let inDark = false;
addEventListener("beforeprint", () => { inDark = isDark(); setTheme(false); stage.append(makeSvg()); });
addEventListener("afterprint", () => { stage.querySelector("svg").remove(); setTheme(inDark); });
addEventListener("hashchange", () => { view = decode(location.hash.slice(1) || about.view); redraw(); frameView(); });
document.documentElement.dataset.ready = "1";
