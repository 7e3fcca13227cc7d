// Opens a map to move about, on a tap; page, table and picture stand without it.
const button = document.querySelector("[data-map]");

function load(tag, attributes) {
  return new Promise((done, failed) => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.onload = done;
    element.onerror = failed;
    document.head.append(element);
  });
}

// Thousandths of a degree, as the server offers them.
function stepAt(zoom) {
  if (zoom >= 15) return 1;
  return zoom >= 12 ? 5 : 20;
}

function popup([, , cases, open, numbers]) {
  const box = document.createElement("div");
  const { many, open: openWords, case: address } = button.dataset;
  box.append(`${cases} ${many}, ${open} ${openWords}`);
  for (const number of numbers || []) {
    const link = document.createElement("a");
    link.href = address.replace("NOMOR", encodeURIComponent(number));
    link.textContent = number;
    box.append(document.createElement("br"), link);
  }
  return box;
}

async function fetched(map, step) {
  const address = new URL(button.dataset.points, location.href);
  address.searchParams.set("petak", step);
  if (map) {
    const box = map.getBounds().pad(0.2);
    address.searchParams.set(
      "batas",
      [box.getSouth(), box.getWest(), box.getNorth(), box.getEast()].map((x) => x.toFixed(4)).join(),
    );
  }
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}

async function open() {
  button.disabled = true;
  const frame = document.getElementById(button.dataset.map);
  await Promise.all([
    load("link", { rel: "stylesheet", href: button.dataset.style }),
    load("script", { src: button.dataset.script }),
  ]);
  const first = await fetched(null, 20);
  frame.style.height = "28rem";
  frame.hidden = false;
  button.hidden = true;
  const L = window.L;
  const map = L.map(frame, { preferCanvas: true, attributionControl: false, zoomSnap: 0.5 });
  L.control.scale({ imperial: false }).addTo(map);
  for (const [north, east, name] of first.tempat) {
    L.circleMarker([north, east], { radius: 1, interactive: false })
      .bindTooltip(name, { permanent: true, direction: "center" })
      .addTo(map);
  }
  const layer = L.layerGroup().addTo(map);
  const news = document.getElementById(`${button.dataset.map}-kabar`);
  const draw = ({ titik, hanya_terbaru: isCut }) => {
    news.textContent = isCut ? button.dataset.newest : "";
    layer.clearLayers();
    for (const row of titik) {
      L.circleMarker([row[0], row[1]], { radius: 4 + 3 * Math.log2(row[2]) })
        .bindPopup(() => popup(row))
        .addTo(layer);
    }
  };
  map.fitBounds(first.titik.map((row) => [row[0], row[1]]), { maxZoom: 15 });
  draw(first);
  let asked = 0;
  map.on("moveend", async () => {
    const mine = (asked += 1);
    const found = await fetched(map, stepAt(map.getZoom())).catch(() => null);
    if (found && mine === asked) draw(found);
  });
}

if (button) {
  button.hidden = false;
  button.addEventListener("click", () => {
    open().catch(() => {
      document.getElementById(`${button.dataset.map}-kabar`).textContent = button.dataset.failed;
    });
  });
}
