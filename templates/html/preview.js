// Grades what stands in the boxes a moment after the last key, and loads the page anew when its file is saved.
// What was typed is kept for the tab, so that a reload loses none of it.
"use strict";

const PAUSE = 250;
const body = document.body;
const boxes = document.getElementById("boxes");
const kept = "typed " + location.host;

function typed() {
  return boxes ? Object.fromEntries(new FormData(boxes)) : {};
}

let asked = 0;

async function grade() {
  const turn = ++asked;
  const question = { variant: body.dataset.variant, draw: Number(body.dataset.draw), responses: typed() };
  const headers = { "Content-Type": "application/json" };
  let told;
  try {
    const answer = await fetch("/grade", { method: "POST", headers, body: JSON.stringify(question) });
    if (!answer.ok) return;
    told = await answer.json();
  } catch {
    return;
  }
  if (turn !== asked) return;
  for (const part of document.querySelectorAll("[data-part]")) {
    part.querySelector(".told").innerHTML = told[part.dataset.part] ?? "";
  }
}

if (boxes) {
  const before = JSON.parse(sessionStorage.getItem(kept) ?? "{}");
  for (const box of boxes.querySelectorAll(".box")) box.value = before[box.name] ?? "";
  const focused = before[" focus"];
  if (focused && boxes.elements[focused]) boxes.elements[focused].focus();
  let waiting;
  boxes.addEventListener("input", () => {
    sessionStorage.setItem(kept, JSON.stringify({ ...typed(), " focus": document.activeElement?.name }));
    clearTimeout(waiting);
    waiting = setTimeout(grade, PAUSE);
  });
  boxes.addEventListener("submit", (event) => {
    event.preventDefault();
    grade();
  });
  if (Object.values(typed()).some((text) => text.trim())) grade();
}

const changes = new EventSource("/changes");
const lost = document.getElementById("lost");
changes.addEventListener("message", () => location.reload());
changes.addEventListener("open", () => {
  if (!lost.hidden) location.reload();
});
changes.addEventListener("error", () => {
  lost.hidden = false;
});
