(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const painted = (value) => {
    if (typeof value === "string") return (dark && data.dark[value.toUpperCase()]) || value;
    if (Array.isArray(value)) return value.map(painted);
    if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, painted(v)]));
    return value;
  };
  const layoutFor = (layout, narrow) => {
    const own = narrow ? (layout.meta || {}).narrow || {} : {};
    const fits = (item) => {
      const name = item.name || "";
      if (!/^(narrow|wide):/.test(name)) return item;
      return { ...item, visible: name.startsWith("narrow:") === narrow };
    };
    return {
      ...layout,
      template: painted(data.template),
      height: own.height || layout.height,
      margin: { ...layout.margin, ...own.margin },
      xaxis: { ...layout.xaxis, ...own.xaxis },
      yaxis: { ...layout.yaxis, ...own.yaxis },
      annotations: (layout.annotations || []).map(fits),
      shapes: (layout.shapes || []).map(fits),
    };
  };
  const draw = () => {
    for (const place of document.querySelectorAll("[data-figure]")) {
      const figure = painted(data.figures[place.dataset.figure]);
      const still = place.parentNode.querySelector(".fig");
      place.setAttribute("role", "img");
      place.setAttribute("aria-label", still.getAttribute("aria-label"));
      place.hidden = false;
      const narrow = place.clientWidth < 480;
      Plotly.newPlot(place, figure.data, layoutFor(figure.layout, narrow), { displayModeBar: false, responsive: true, locale: "id" }).then(() => {
        still.hidden = true;
      });
    }
  };
  const library = document.createElement("script");
  library.src = document.querySelector("meta[name=plotly]").content;
  library.onload = draw;
  document.head.append(library);
})();
