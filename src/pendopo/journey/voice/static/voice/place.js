// Fills in where the person stands, if they ask for it.
const button = document.querySelector("[data-locate]");
if (button && navigator.geolocation) {
  const said = document.getElementById(button.dataset.locate);
  button.hidden = false;
  button.addEventListener("click", () => {
    said.textContent = button.dataset.busy;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        document.getElementById("id_latitude").value = coords.latitude.toFixed(6);
        document.getElementById("id_longitude").value = coords.longitude.toFixed(6);
        said.textContent = button.dataset.done;
      },
      () => { said.textContent = button.dataset.failed; },
      { enableHighAccuracy: true, timeout: 15000 },
    );
  });
}
