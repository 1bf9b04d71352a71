// Comforts only: every page works without this file.

const summary = document.querySelector("[data-focus]");
if (summary) summary.focus();

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
  const field = document.querySelector("[data-search-field]");
  if (event.key === "/" && !isTyping && field && field.offsetParent) {
    event.preventDefault();
    field.focus();
  }
  if (event.key === "Escape") closeMenus(null);
});

document.addEventListener("click", (event) => closeMenus(event.target));

function closeMenus(clicked) {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!clicked || !menu.contains(clicked)) {
      const hadFocus = menu.contains(document.activeElement);
      menu.open = false;
      if (hadFocus && !clicked) menu.querySelector("summary").focus();
    }
  }
}

// A second click on the same button sends nothing: the server would cope, the person need not wonder.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});

// Coming back to a page must find its forms usable again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// A form that was sent is on record when the next page says so: then the copy that drafting.js kept of it may go.
const sent = sessionStorage.getItem("draft-sent");
if (sent && document.querySelector(".message.success")) {
  sessionStorage.removeItem(sent);
  sessionStorage.removeItem("draft-sent");
}
