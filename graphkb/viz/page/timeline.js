// Time at the foot: how much happened when, two handles to choose a span, and a button that plays it.

const foot = byId("timeline");
let clock = null, playing = null;

// The days that the clock in use can show, cut into no more than 80 bars of whole days, weeks or months.
function readClock() {
  const found = facts.flatMap((fact) => clockDays(fact).flat());
  if (!found.length) return null;
  let first = Infinity, last = -Infinity;
  for (const day of found) { first = Math.min(first, day); last = Math.max(last, day); }
  const step = [1, 2, 7, 14, 30, 91, 365].find((size) => (last - first + 1) / size <= 80) || Math.ceil((last - first + 1) / 80);
  return { by: clockName(), first, last, step, bars: Math.max(1, Math.ceil((last - first + 1) / step)) };
}

// Periods are compared by a clock of their own: the day it happened, or else of the first report.
const clockName = () => view.by + (view.compare ? " compared" : "");
const clockDays = (fact) => (view.compare ? [momentOf(fact)].filter((day) => day !== null).map((day) => [day, day]) : days(fact));

function drawTimeline() {
  if (!clock || clock.by !== clockName()) clock = readClock();
  if (!foot.firstChild || foot.dataset.by !== clockName()) buildTimeline();
  foot.querySelector("[data-key=undated]")?.parentNode.toggleAttribute("hidden", !counts.undated || Boolean(view.compare));
  if (!clock) return;
  for (const control of foot.querySelectorAll("input[type=range], .play")) control.disabled = Boolean(view.compare);
  const low = view.from === null ? clock.first : Math.max(view.from, clock.first), high = view.to === null ? clock.last : Math.min(view.to, clock.last);
  const [lowInput, highInput] = foot.querySelectorAll("input[type=range]");
  lowInput.value = low;
  highInput.value = high;
  for (const [input, day] of [[lowInput, low], [highInput, high]]) input.setAttribute("aria-valuetext", dateWords(day));
  foot.querySelector(".span").textContent = `${shortDay(low)} – ${shortDay(high)}`;
  const undated = foot.querySelector("[data-key=undated]");
  undated.checked = view.undated;
  undated.nextSibling.textContent = `with ${counts.undated.toLocaleString("en")} undated`;
  drawBars(low, high);
}

const shortDay = (day) => { const [y, m, d] = isoDay(day).split("-").map(Number); return `${d} ${MONTHS[m - 1].slice(0, 3)} ${y}`; };

function buildTimeline() {
  foot.dataset.by = clockName();
  const choice = el("select", { "aria-label": "Which date", onchange: () => change((v) => { v.by = choice.value; v.from = v.to = null; }) },
    el("option", { value: "date", text: "when it happened" }), el("option", { value: "published", text: "when it was reported" }));
  choice.value = view.by;
  const undated = el("input", { type: "checkbox", onchange: () => change((v) => { v.undated = undated.checked; }) });
  undated.dataset.key = "undated";
  const play = button("▶", togglePlay, { class: "play", "aria-label": "Play through time" });
  const rail = el("div", { class: "rail" }, el("svg", { class: "bars", preserveAspectRatio: "none", "aria-hidden": "true" }));
  if (clock) rail.append(handle("from", "First day"), handle("to", "Last day"), el("div", { class: "ticks", "aria-hidden": "true" }, ...ticks()));
  foot.replaceChildren(clock ? play : "", clock ? rail : el("p", { class: "hint", text: "No dates to show." }),
    !facts.length ? "" : el("div", { class: "when" }, el("output", { class: "span" }), el("span", { class: "whenrow" }, choice, el("label", { class: "row" }, undated, el("span")))));
}

// Round days under the bars: years, quarters, months or weeks, whichever gives a handful.
function ticks() {
  const whole = Math.max(1, clock.last - clock.first), made = [];
  const step = [1, 3, 6, 12, 24, 60, 120, 240, 600].find((months) => whole / 30.4 / months <= 9) || 1200;
  const [year, month] = isoDay(clock.first).split("-").map(Number);
  for (let count = year * 12 + month - 1; ; count++) {
    const first = new Date(Date.UTC(2000, 0, 1));
    first.setUTCFullYear(Math.floor(count / 12), count % 12, 1);
    const day = Math.round(first / 86400000);
    if (day > clock.last) break;
    if (count % step === 0 && day >= clock.first) made.push(day);
  }
  return (made.length ? made : [clock.first]).map((day) => {
    const [y, m] = isoDay(day).split("-").map(Number);
    const tick = el("span", { text: m === 1 || step >= 12 ? String(y) : `${MONTHS[m - 1].slice(0, 3)}` });
    tick.style.left = `${Math.min(98, Math.max(2, (day - clock.first) / whole * 100))}%`;
    return tick;
  });
}

function handle(end, text) {
  const input = el("input", { type: "range", min: clock.first, max: clock.last, step: 1, "aria-label": text, class: end });
  const set = (step) => change((v) => {
    const day = Number(input.value);
    if (end === "from") v.from = day <= clock.first ? null : Math.min(day, v.to ?? clock.last);
    else v.to = day >= clock.last ? null : Math.max(day, v.from ?? clock.first);
  }, { step });
  let before = null;
  input.addEventListener("input", () => { before ??= encode(view); stopPlay(); set(false); });
  input.addEventListener("change", () => { if (before !== null && before !== encode(view)) past.push(before); before = null; });
  return input;
}

function drawBars(low, high) {
  const height = 100, heaps = Array.from({ length: clock.bars }, () => ({ cooperation: 0, conflict: 0, static: 0 }));
  for (const fact of facts) {
    if (!fact.edge.inScope || (fact.miss & ~BIT.time) !== 0) continue;
    for (const [start] of clockDays(fact)) heaps[Math.min(clock.bars - 1, Math.max(0, Math.floor((start - clock.first) / clock.step)))][fact.edge.tone]++;
  }
  const tallest = Math.max(1, ...heaps.map((heap) => heap.cooperation + heap.conflict + heap.static));
  const bars = foot.querySelector(".bars");
  bars.setAttribute("viewBox", `0 0 ${clock.bars} ${height}`);
  bars.replaceChildren(...heaps.flatMap((heap, i) => {
    const start = clock.first + i * clock.step, inside = view.compare ? isWithin(start, start + clock.step - 1, view.compare) : start + clock.step > low && start <= high;
    let y = height;
    return TONES.map((tone) => {
      const tall = heap[tone] / tallest * height;
      y -= tall;
      return tall ? el("rect", { x: i + 0.08, y, width: 0.84, height: tall, class: inside ? tone : tone + " out" }) : null;
    });
  }).filter(Boolean));
}

const isWithin = (start, end, [a, b, c, d]) => (start <= b && end >= a) || (start <= d && end >= c);

function togglePlay() {
  if (playing) return stopPlay();
  const before = encode(view), whole = clock.last - clock.first;
  const width = view.from === null && view.to === null ? Math.max(clock.step, Math.round(whole / 6)) : (view.to ?? clock.last) - (view.from ?? clock.first);
  let start = view.from === null || (view.to ?? clock.last) >= clock.last ? clock.first : view.from;
  past.push(before);
  foot.querySelector(".play").textContent = "❚❚";
  foot.querySelector(".play").setAttribute("aria-label", "Stop");
  const tick = () => {
    change((v) => { v.from = start; v.to = Math.min(clock.last, start + width); }, { step: false });
    start += Math.max(1, Math.round(whole / 80));
    if (start + width > clock.last + whole / 80) stopPlay();
  };
  playing = setInterval(tick, 160);
  tick();
}

function stopPlay() {
  if (!playing) return;
  clearInterval(playing);
  playing = null;
  foot.querySelector(".play").textContent = "▶";
  foot.querySelector(".play").setAttribute("aria-label", "Play through time");
}
