/** Tables: the first column stays in sight, numbers stand under each other. */
export const tables = `
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 10px; background: var(--card); }
.scroll.plain { border: 0; border-radius: 0; }
table { width: 100%; border-collapse: separate; border-spacing: 0; font-size: .9375rem; font-variant-numeric: tabular-nums; }
th, td { padding: .5rem .9rem; text-align: right; vertical-align: top; white-space: nowrap; }
tr > :first-child { position: sticky; left: 0; z-index: 1; background: var(--card); text-align: left; }
thead th { font-size: .9375rem; border-bottom: 1px solid var(--axis); }
thead td { border-bottom: 1px solid var(--axis); }
tbody th { font-weight: 400; white-space: normal; min-width: 10.5rem; overflow-wrap: anywhere; }
tbody tr + tr > * { border-top: 1px solid var(--line); }
tr.group th { padding-top: 1.1rem; font-weight: 600; font-size: .8125rem; color: var(--muted); white-space: normal; }
tr.group span { position: sticky; left: .9rem; display: inline-block; max-width: calc(100vw - 4rem); }
tr.group + tr > * { border-top: 1px solid var(--axis); }
th small, td small { display: block; color: var(--muted); font-size: .78125rem; font-weight: 400; line-height: 1.4; }
td .flag { color: var(--doubtful); }
td.replaced, th.replaced, td.replaced small { color: var(--muted); font-weight: 400; }
.plot table { font-size: .875rem; }
.plot th, .plot td { padding: .35rem .5rem; }
.plot tbody th { min-width: 5rem; }
.plot thead th { white-space: normal; font-size: .8125rem; }
.matrix .scroll { width: fit-content; max-width: 100%; }
.matrix table { width: auto; }
.matrix td { min-width: 5.5rem; text-align: center; color: var(--text); }
.matrix thead th { text-align: center; }
.matrix tbody th { min-width: 4rem; font-weight: 600; }
.matrix td small { color: var(--text); opacity: .85; }
.matrix td.self { background: repeating-linear-gradient(-45deg, var(--card) 0 5px, var(--line) 5px 6px); }
.matrix td.none { color: var(--muted); }
.time-bar { display: block; height: 4px; min-width: 1px; margin: .25rem 0 0 auto; border-radius: 2px; background: var(--series-1); }
.costs td:nth-child(2) { min-width: 7rem; }
.every-part { margin-top: 1rem; }
.every-part > summary { margin-bottom: .75rem; color: var(--muted); font-size: .875rem; }
.lineage { position: relative; display: flex; gap: .5rem; padding: .5rem 1.1rem; border: 1px solid var(--line); border-radius: 10px; background: var(--card); }
.lineage svg { flex: none; }
.lineage path { fill: none; stroke: var(--series-1); stroke-width: 2; }
.lineage path.data { stroke: var(--series-2); stroke-width: 1.5; stroke-dasharray: 4 3; }
.lineage circle { fill: var(--card); stroke: var(--text); stroke-width: 2; }
.lineage ol { flex: 1; min-width: 0; margin: 0; padding: 0; list-style: none; }
.lineage li { display: flex; align-items: center; gap: .75rem; height: 52px; overflow: hidden; line-height: 1.25; }
.lineage li strong { flex: none; min-width: 2.2rem; }
.lineage li span { flex: 1; min-width: 0; color: var(--muted); font-size: .9375rem; }
.lineage li code { flex: none; color: var(--muted); }
.lineage li.replaced strong { color: var(--muted); text-decoration: line-through; }
@media (max-width: 48rem) {
  th, td { padding: .45rem .6rem; }
  tbody th { min-width: 8rem; }
  tr.group span { left: .6rem; }
  .matrix tbody th { min-width: 3rem; }
  .matrix td { min-width: 4.5rem; }
  .lineage { padding: .5rem .6rem; }
  .lineage li span { font-size: .8125rem; }
  .lineage li code { display: none; }
}
@media print { .scroll { overflow: visible; } }
`;
