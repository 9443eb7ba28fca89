// Words are chosen by clicking them on the page's picture, and areas by dragging over it. Both fill in the form
// that works without this: the ticks, and fields of areas.

const paper = document.getElementById("redact-paper");

if (paper) {
  document.getElementById("redact-help").hidden = false;
  const form = paper.closest("form");
  const ticks = new Map([...form.querySelectorAll("input[name=tick]")].map((tick) => [tick.value, tick]));
  const svg = (name) => document.createElementNS("http://www.w3.org/2000/svg", name);
  let from = null;
  let drawn = null;

  const show = () => {
    for (const word of paper.querySelectorAll("[data-word]")) {
      word.classList.toggle("muster-redact__word--chosen", ticks.get(word.dataset.word)?.checked);
    }
  };

  const at = (event) => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(paper.getScreenCTM().inverse());
    const { width, height } = paper.viewBox.baseVal;
    return { x: Math.min(Math.max(point.x, 0), width), y: Math.min(Math.max(point.y, 0), height) };
  };

  const place = (rect, to) => {
    rect.setAttribute("x", Math.min(from.x, to.x));
    rect.setAttribute("y", Math.min(from.y, to.y));
    rect.setAttribute("width", Math.abs(to.x - from.x));
    rect.setAttribute("height", Math.abs(to.y - from.y));
  };

  const keep = (to, rect) => {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "area";
    const edges = [Math.min(from.x, to.x), Math.min(from.y, to.y), Math.max(from.x, to.x), Math.max(from.y, to.y)];
    field.value = edges.map((edge) => edge.toFixed(1)).join(",");
    form.append(field);
    rect.addEventListener("click", () => {
      field.remove();
      rect.remove();
    });
  };

  paper.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.target.classList.contains("muster-redact__area")) return;
    from = at(event);
    paper.setPointerCapture(event.pointerId);
    event.preventDefault();
  });

  paper.addEventListener("pointermove", (event) => {
    if (!from) return;
    const to = at(event);
    if (!drawn && Math.hypot(to.x - from.x, to.y - from.y) > 4) {
      drawn = svg("rect");
      drawn.classList.add("muster-redact__area");
      paper.append(drawn);
    }
    if (drawn) place(drawn, to);
  });

  paper.addEventListener("pointerup", (event) => {
    if (!from) return;
    const to = at(event);
    if (drawn) {
      keep(to, drawn);
    } else {
      const under = document.elementsFromPoint(event.clientX, event.clientY).find((each) => each.dataset?.word);
      const tick = under && ticks.get(under.dataset.word);
      if (tick) tick.checked = !tick.checked;
      show();
    }
    from = drawn = null;
  });

  paper.addEventListener("pointercancel", () => {
    drawn?.remove();
    from = drawn = null;
  });

  form.addEventListener("change", show);
  show();
}
