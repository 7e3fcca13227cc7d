// Improves what already works: copying a number, counting letters, seeing a photo first.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.querySelector("span").textContent = button.dataset.done;
  });
}
for (const text of document.querySelectorAll("[data-count]")) {
  const area = document.getElementById(text.dataset.count);
  if (!area) continue;
  const numbers = new Intl.NumberFormat(document.documentElement.lang);
  const show = () => {
    text.textContent = `${numbers.format(area.maxLength - area.value.length)} ${text.dataset.left}`;
  };
  area.addEventListener("input", show);
  if (area.value) show();
}
for (const input of document.querySelectorAll("input[data-preview]")) {
  const image = document.createElement("img");
  image.alt = "";
  input.addEventListener("change", () => {
    const [file] = input.files;
    if (!file) return image.remove();
    const reader = new FileReader();
    reader.onload = () => { image.src = reader.result; };
    reader.readAsDataURL(file);
    input.after(image);
  });
}
const summary = document.querySelector(".error-summary");
if (summary) summary.focus();
