// Draws a chart from the table that a canvas names: its rows are the points, its first columns the lines or bars. The table says
// the same and stays; without this file only the drawing is missing. Colours come from the page's tokens.
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const draw = (canvas) => {
  const table = document.getElementById(canvas.dataset.table);
  const rows = [...table.tBodies[0].rows];
  const upwards = canvas.dataset.chart === 'line' ? rows.reverse() : rows; // the latest stands first in the table
  const heads = [...table.tHead.rows[0].cells].slice(1, 4).map((cell) => cell.textContent.trim());
  const colours = [colour('--blue'), colour('--green'), colour('--gold')];
  const value = (cell) => (cell.dataset.value === undefined ? null : Number(cell.dataset.value));
  const ink = colour('--ink-2');
  const line = colour('--line');
  const share = canvas.dataset.unit === 'percent';
  const upright = { min: 0, max: share ? 100 : undefined, ticks: { color: ink, precision: 0, callback: (number) => (share ? `${number}%` : number) }, grid: { color: line } };
  return new window.Chart(canvas, {
    type: canvas.dataset.chart,
    data: {
      labels: upwards.map((row) => row.cells[0].textContent.trim()),
      datasets: heads.map((label, column) => ({
        label,
        data: upwards.map((row) => value(row.cells[column + 1])),
        borderColor: colours[column],
        backgroundColor: colours[column],
        pointStyle: ['circle', 'rect', 'triangle'][column],
        borderDash: [[], [6, 4], [2, 3]][column],
        borderWidth: 2,
        pointRadius: 4,
        spanGaps: true,
      })),
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      color: ink,
      plugins: { legend: { display: heads.length > 1, labels: { color: ink, usePointStyle: true } } },
      scales: {
        x: { ticks: { color: ink }, grid: { color: line } },
        y: upright,
      },
    },
  });
};

const canvases = [...document.querySelectorAll('canvas[data-chart]')];
let charts = [];
const redraw = () => {
  charts.forEach((chart) => chart.destroy());
  charts = canvases.filter((canvas) => document.querySelector(`#${canvas.dataset.table} td[data-value]`)).map(draw);
  canvases.forEach((canvas) => { canvas.parentElement.hidden = !charts.some((chart) => chart.canvas === canvas); });
};

if (window.Chart && canvases.length) {
  redraw();
  new MutationObserver(redraw).observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
}
