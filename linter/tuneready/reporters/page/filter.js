(() => {
  const form = document.getElementById("filter");
  const items = [...document.querySelectorAll("[data-severity]")];
  const parts = [...document.querySelectorAll("[data-part]")];
  const count = document.getElementById("shown");
  const value = (name) => form.querySelector(`[name=${name}]`).value;
  const apply = () => {
    const [check, severity, file] = ["check", "severity", "file"].map(value);
    const fits = (item) =>
      (!severity || item.dataset.severity === severity) && (!file || item.dataset.file === file);
    let shown = 0;
    for (const item of items) {
      item.hidden = !fits(item);
      const part = item.closest("[data-part]");
      if (!item.hidden && (!check || part.dataset.part === check)) shown += Number(item.dataset.count);
    }
    for (const part of parts) {
      const own = [...part.querySelectorAll("[data-severity]")];
      part.hidden = Boolean(check && part.dataset.part !== check) || (own.length > 0 && own.every((item) => item.hidden));
    }
    count.textContent = `${shown.toLocaleString("en")} shown`;
  };
  form.hidden = false;
  form.addEventListener("change", apply);
  form.querySelector("button").addEventListener("click", () => {
    for (const choice of form.querySelectorAll("select")) choice.value = "";
    apply();
  });
  apply();
})();
