// Kinfold works without this file. It only makes a few things quicker.
"use strict";
(() => {
  // Leaving: the page goes at once and Back does not return to it.
  const leave = (href) => {
    document.documentElement.hidden = true;
    window.location.replace(href);
  };
  const exits = document.querySelectorAll("a[data-leave]");
  exits.forEach((exit) => exit.addEventListener("click", (event) => {
    event.preventDefault();
    leave(exit.href);
  }));
  let presses = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || exits.length === 0) return;
    presses = presses.filter((at) => event.timeStamp - at < 1500).concat(event.timeStamp);
    if (presses.length >= 3) leave(exits[0].href);
  });

  // After a refused form the reader starts at what to put right.
  const errors = document.querySelector("[data-errors]");
  if (errors) errors.focus();

  // A second press of the same button does nothing; the server would ignore it too.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) event.preventDefault();
    else if (form.method === "post") form.dataset.sent = "1";
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
  });

  // Large photos are made smaller here to save the person's money; the server does it again.
  const LONGEST = 2000;
  const smaller = async (file) => {
    if (!file.type.startsWith("image/") || file.size < 700000) return file;
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.88));
    return blob && blob.size < file.size ? new File([blob], "photo.jpg", { type: "image/jpeg" }) : file;
  };
  document.querySelectorAll("input[type=file][data-shrink]").forEach((input) => {
    input.addEventListener("change", async () => {
      try {
        const chosen = new DataTransfer();
        for (const file of input.files) chosen.items.add(await smaller(file));
        input.files = chosen.files;
      } catch {
        // An unreadable picture goes up as it is, and the server explains.
      }
    });
  });
})();
