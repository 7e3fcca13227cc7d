// On slow lines a photo is made small before it is sent; the server draws it anew in any case.
const shrink = async (file, side) => {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.82));
  return blob && blob.size < file.size ? new File([blob], "foto.jpg", { type: "image/jpeg" }) : file;
};
const input = document.querySelector("input[data-shrink]");
input?.addEventListener("change", async () => {
  const [file] = input.files;
  if (!file) return;
  try {
    const small = new DataTransfer();
    small.items.add(await shrink(file, Number(input.dataset.shrink)));
    input.files = small.files;
  } catch {
    // It goes as it is; the server says what is wrong with it.
  }
});
const place = (fill) => navigator.geolocation?.getCurrentPosition(({ coords }) => fill(coords), () => {});
const photo = document.querySelector("[data-photo]");
input?.addEventListener("click", () => place(({ latitude, longitude }) => {
  photo.elements.latitude.value = latitude.toFixed(5);
  photo.elements.longitude.value = longitude.toFixed(5);
}), { once: true });
const locate = document.querySelector("[data-locate]");
if (locate && navigator.geolocation) {
  locate.hidden = false;
  locate.addEventListener("click", () => place(({ latitude, longitude }) => {
    const form = locate.closest("form");
    form.elements.latitude.value = latitude.toFixed(5);
    form.elements.longitude.value = longitude.toFixed(5);
    form.submit();
  }));
}
