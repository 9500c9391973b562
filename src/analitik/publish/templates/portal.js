(() => {
  const box = document.getElementById("q");
  const said = document.getElementById("n");
  const rows = [...document.querySelectorAll("tbody tr[data-s]")];
  const states = [...document.querySelectorAll("input[name=s]")];
  const groups = [...document.querySelectorAll("tbody")];
  const filter = () => {
    const words = box.value.toLowerCase().trim();
    const state = states.find((one) => one.checked).value;
    let count = 0;
    for (const row of rows) {
      const fits = (!state || row.dataset.s === state) && row.cells[0].textContent.toLowerCase().includes(words);
      row.hidden = !fits;
      count += fits;
    }
    for (const group of groups) group.hidden = ![...group.querySelectorAll("tr[data-s]")].some((row) => !row.hidden);
    said.textContent = count ? count + " unit" : "Tidak ada unit yang cocok. Hapus sebagian kata atau pilih Semua.";
  };
  document.getElementById("cari").hidden = false;
  box.addEventListener("input", filter);
  for (const state of states) state.addEventListener("change", filter);
  filter();
})();
