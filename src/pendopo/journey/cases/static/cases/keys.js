// Quickens what works without it. Single keys can be switched off, for people who speak to their machine.
const keys = document.querySelector("[data-keys]");
const rows = [...document.querySelectorAll(".queue-row")];
const linkOf = (row) => row.querySelector(".card-title a");
const here = () => rows.findIndex((row) => row.contains(document.activeElement));
const go = (step) => {
  const next = rows[Math.min(Math.max(here() + step, 0), rows.length - 1)];
  if (!next) return;
  linkOf(next).focus();
  next.scrollIntoView({ block: "nearest" });
};
const inRow = (selector) => rows[here()]?.querySelector(selector);
const actions = {
  j: () => go(1),
  k: () => go(-1),
  x: () => inRow("input[type=checkbox]")?.click(),
  a: () => inRow("button[formaction]")?.click(),
  t: () => document.getElementById("tindakan")?.focus(),
  "/": () => {
    const field = document.getElementById("saring_text");
    if (!field) return;
    field.closest("details").open = true;
    field.focus();
  },
  "?": () => {
    keys.open = true;
    keys.querySelector("summary").focus();
  },
};
const isOff = () => localStorage.getItem("pendopo.keys") === "off";
document.addEventListener("keydown", (event) => {
  if (isOff() || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
  const act = actions[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
const line = keys.querySelector("[data-keys-switch]");
const box = line.querySelector("input");
line.hidden = false;
box.checked = !isOff();
box.addEventListener("change", () => localStorage.setItem("pendopo.keys", box.checked ? "on" : "off"));
// A row that was worked on keeps the focus; if it has left this list, the first row gets it.
if (location.hash.startsWith("#l-")) {
  const row = document.getElementById(location.hash.slice(1)) ?? rows[0];
  if (row) linkOf(row).focus();
}
