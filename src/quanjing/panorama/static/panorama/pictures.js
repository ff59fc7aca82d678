// Draws each picture from the table that stands beside it; without this the tables say the same.
"use strict";
(() => {
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const tone = { near: "--qj-near-fill", behind: "--qj-behind-fill", overdue: "--qj-over-fill", accepted: "--qj-done-fill", submitted: "--qj-sent-fill", due: "--qj-due-fill" };
  const plain = ["#3f5f63", "#7f9c98", "#b9a77f", "#8b7659", "#5f5a6e", "#a3b7b4", "#9aa0b5", "#cfc7b8"];
  const cells = (row) => [...row.querySelectorAll("td[data-value]")].map((cell) => Number(cell.dataset.value));

  const read = (table) => {
    const heads = [...table.querySelectorAll("thead th")].slice(1).map((head) => head.textContent.trim());
    const rows = [...table.querySelectorAll("tbody tr")].filter((row) => row.querySelector("th"));
    const colours = (table.dataset.colours || "").split(",");
    return { heads, labels: rows.map((row) => row.querySelector("th").textContent.trim()), numbers: rows.map(cells), colours };
  };
  const axis = () => ({ axisLine: { lineStyle: { color: css("--qj-rule-2") } }, axisTick: { show: false }, axisLabel: { color: css("--qj-ink-3"), fontSize: 12 }, splitLine: { lineStyle: { color: css("--qj-rule") } } });
  const series = (data, place, more) => ({ name: data.heads[place], type: "bar", color: tone[data.colours[place]] ? css(tone[data.colours[place]]) : plain[place % plain.length], data: data.numbers.map((row) => row[place]), ...more });

  const bars = (data) => ({
    grid: { left: 28, right: 8, top: 18, bottom: 22 },
    xAxis: { ...axis(), type: "category", data: data.labels.map((label) => label.slice(-2)), splitLine: { show: false } },
    yAxis: { ...axis(), type: "value", axisLine: { show: false } },
    series: [series(data, 0, { barWidth: "56%", color: "#a3b7b4", label: { show: true, position: "top", fontSize: 12, color: css("--qj-ink-2") } })],
  });
  const stack = (data) => ({
    legend: { top: 0, left: 0, itemWidth: 10, itemHeight: 10, itemGap: 14, textStyle: { fontSize: 12, color: css("--qj-ink-2") } },
    grid: { left: 8, right: 24, top: 72, bottom: 8, containLabel: true },
    tooltip: { trigger: "axis", axisPointer: { type: "none" } },
    xAxis: { ...axis(), type: "value", minInterval: 1 },
    yAxis: { ...axis(), type: "category", inverse: true, data: data.labels, axisLine: { show: false } },
    series: data.heads.map((_head, place) => series(data, place, { stack: "all", barWidth: 22, itemStyle: { borderColor: "#fffefb", borderWidth: 0.5 } })),
  });

  const draw = (place) => {
    const beside = place.nextElementSibling;
    const table = beside && beside.querySelector("table");
    const data = table && read(table);
    if (!data || !data.labels.length) return;
    place.hidden = false;
    place.style.height = place.dataset.picture === "bars" ? "13.5rem" : `${6.5 + 2.25 * data.labels.length}rem`;
    const chart = echarts.init(place, null, { renderer: "svg" });
    const options = place.dataset.picture === "bars" ? bars(data) : stack(data);
    chart.setOption({ textStyle: { fontFamily: css("--qj-sans"), color: css("--qj-ink-2") }, animation: false, ...options });
    beside.open = false;
    addEventListener("resize", () => chart.resize());
    addEventListener("beforeprint", () => { beside.open = true; chart.resize(); });
  };
  if (window.echarts) document.querySelectorAll("[data-picture]").forEach(draw);
})();
