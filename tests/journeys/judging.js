// What is wrong with the open page. Whether letters can be read depends on their colours and on what lies behind them; it is
// the dearest rule by far, so `known` holds the pairs that were found right on an earlier page, and only others are judged.
async ([options, known]) => {
  const judged = new Set(known);
  const grounds = new Map([[null, ""]]);
  const groundOf = (element) => {
    if (!grounds.has(element)) {
      const { backgroundColor, backgroundImage, opacity, position } = getComputedStyle(element);
      const clear = backgroundColor === "rgba(0, 0, 0, 0)" && backgroundImage === "none" && opacity === "1";
      const lifted = !["static", "relative"].includes(position); // may lie on something else than its parents
      const own = (clear ? "" : `${backgroundColor} ${backgroundImage} ${opacity}/`) + (lifted ? `${element.className}/` : "");
      grounds.set(element, own + groundOf(element.parentElement));
    }
    return grounds.get(element);
  };
  const isLettered = (element) =>
    element.matches("input, select, textarea") || [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const fresh = new Set();
  const marked = [...document.body.querySelectorAll("*")].filter(isLettered).filter((element) => {
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element);
    const idle = element.matches(":disabled, [aria-disabled=true]") ? "idle" : "";
    const pair = [element.tagName, idle, color, fontSize, fontWeight, textShadow, groundOf(element)].join(" ");
    if (judged.has(pair) || !element.checkVisibility({ visibilityProperty: true })) return false;
    fresh.add(pair);
    return true;
  });
  marked.forEach((element) => element.setAttribute("data-first-seen", ""));
  axe.configure({ rules: [{ id: "color-contrast", selector: "[data-first-seen]" }] });
  const { violations } = await axe.run(document, options);
  marked.forEach((element) => element.removeAttribute("data-first-seen"));
  const { scrollWidth, clientWidth, lang } = document.documentElement;
  return {
    broken: violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`),
    excess: scrollWidth - clientWidth,
    lang,
    fresh: [...fresh],
  };
};
