// Ticks on many rows: one box for all of the page, and a line that says how many.
export function enhancePicks(root) {
  root.querySelectorAll("input[data-pick-all]").forEach((all) => {
    const table = all.closest("table");
    const rows = () => [...table.querySelectorAll("tbody .hs-pick input")];
    const say = () => {
      const count = rows().filter((box) => box.checked).length;
      all.checked = count > 0 && count === rows().length;
      all.indeterminate = count > 0 && !all.checked;
      document.querySelectorAll("[data-many-words]").forEach((words) => {
        words.textContent = count
          ? `Đã chọn ${count} ${words.dataset.what}`
          : `Đánh dấu các ${words.dataset.what} rồi chọn việc cần làm`;
      });
    };
    all.addEventListener("change", () => {
      rows().forEach((box) => { box.checked = all.checked; });
      say();
    });
    table.addEventListener("change", (event) => {
      if (event.target !== all) say();
    });
    say();
  });
}
