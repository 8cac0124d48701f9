/** The style sheet of the report: one column of 72 rem, system fonts, and two palettes that plots share. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --page: #fbfaf8; --card: #fff; --text: #1f2328; --muted: #636b76; --line: #e4e1db; --grid: #ebe8e2; --axis: #b9b5ad;
  --accent: #2b5c9e; --series-1: #2b5c9e; --series-2: #b36a12; --series-3: #2f8177;
  --won: #2b5c9e; --on-won: #fff; --tied: #cfcbc3; --lost: #b5564f; --on-lost: #fff; --chosen: #2f8177; --rejected: #b5564f;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #15171a; --card: #1c1f23; --text: #e4e3df; --muted: #9aa1ab; --line: #2d3136; --grid: #2a2e33; --axis: #545a62;
    --accent: #86b2ea; --series-1: #6f9fdc; --series-2: #d99a4a; --series-3: #5cb3a6;
    --won: #5f90cf; --on-won: #0d1117; --tied: #4a4f56; --lost: #c9736b; --on-lost: #170b0a; --chosen: #5cb3a6; --rejected: #d98a83;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--page); color: var(--text);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", sans-serif;
}
header, main { max-width: 72rem; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 3rem; }
main { padding-bottom: 4rem; }
.kicker { margin: 0; color: var(--muted); font-size: .8125rem; letter-spacing: .06em; text-transform: uppercase; }
h1 { margin: .1rem 0 .6rem; font-size: 2.25rem; line-height: 1.15; letter-spacing: -.02em; overflow-wrap: anywhere; }
h2 { margin: 0 0 1.1rem; font-size: 1.375rem; line-height: 1.3; letter-spacing: -.01em; }
h3 { margin: 2rem 0 .75rem; font-size: 1.0625rem; }
h4 { margin: 0 0 .4rem; font-size: .8125rem; font-weight: 600; color: var(--muted); }
section { margin-top: 3.5rem; scroll-margin-top: 1rem; }
.headline { max-width: 46rem; margin: 0 0 1.5rem; font-size: 1.1875rem; line-height: 1.5; }
.aside { color: var(--muted); font-weight: 400; font-size: .9375rem; letter-spacing: 0; }
h2 .aside { margin-left: .4rem; }
.note, .empty { color: var(--muted); font-size: .875rem; }
.note { max-width: 46rem; margin: .75rem 0 0; }
.facts { display: flex; flex-wrap: wrap; gap: .75rem 2.25rem; margin: 0; }
.facts dt { color: var(--muted); font-size: .8125rem; }
.facts dd { margin: 0; overflow-wrap: anywhere; }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin-top: 1.5rem; padding: .7rem 0; border-block: 1px solid var(--line); font-size: .9375rem; }
a { color: var(--accent); text-decoration: none; }
a:hover { text-decoration: underline; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
code, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; font-size: .8125rem; }
.plots { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); gap: 1.25rem; margin-top: 2rem; }
.plot { margin: 0; padding: 1rem 1rem .9rem; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
.plot figcaption { margin-bottom: .6rem; font-weight: 600; font-size: .9375rem; }
.plot svg { display: block; width: 100%; height: auto; }
.plot .note { margin-top: .4rem; font-size: .8125rem; line-height: 1.45; }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 8px; background: var(--card); }
table { width: 100%; border-collapse: separate; border-spacing: 0; font-size: .9375rem; font-variant-numeric: tabular-nums; }
th, td { padding: .45rem .9rem; text-align: right; vertical-align: top; white-space: nowrap; }
tr > :first-child { position: sticky; left: 0; z-index: 1; background: var(--card); text-align: left; }
thead th { font-size: 1rem; border-bottom: 1px solid var(--axis); }
thead td { border-bottom: 1px solid var(--axis); }
tbody th { font-weight: 400; white-space: normal; min-width: 10.5rem; }
tbody tr + tr > * { border-top: 1px solid var(--line); }
tr.group th { padding-top: 1.1rem; font-weight: 600; font-size: .8125rem; color: var(--muted); white-space: normal; }
tr.group span { position: sticky; left: .9rem; display: inline-block; max-width: calc(100vw - 4rem); }
tr.group + tr > * { border-top: 1px solid var(--axis); }
th small, td small { display: block; color: var(--muted); font-size: .78125rem; font-weight: 400; line-height: 1.4; }
td .flag { color: var(--series-2); }
td.replaced, th.replaced, td.replaced small { color: var(--muted); font-weight: 400; }
.steps { display: grid; grid-template-columns: repeat(4, 1fr); margin: 0; padding: 0; list-style: none; border: 1px solid var(--line); border-radius: 8px; background: var(--card); }
.steps li { padding: .9rem 1.1rem; border-left: 1px solid var(--line); }
.steps li:first-child { border-left: 0; }
.steps .name, .steps .words { display: block; color: var(--muted); font-size: .875rem; line-height: 1.45; }
.steps strong { font-size: 1.625rem; line-height: 1.3; font-weight: 600; font-variant-numeric: tabular-nums; letter-spacing: -.01em; }
.bars-title { margin: 1.1rem 0 0; color: var(--muted); font-size: .875rem; }
figcaption + .bars-title { margin-top: 0; }
.bars { display: grid; grid-template-columns: auto 1fr; gap: .45rem .75rem; margin: .45rem 0 0; font-size: .875rem; align-items: center; }
.bars dd { display: flex; align-items: center; gap: .5rem; margin: 0; font-variant-numeric: tabular-nums; }
.bars .bar { flex: 0 1 auto; height: .85rem; min-width: 2px; border-radius: 2px; background: var(--axis); }
summary { cursor: pointer; }
.pairs { border: 1px solid var(--line); border-radius: 8px; background: var(--card); }
.pair + .pair { border-top: 1px solid var(--line); }
.pair > summary { display: flex; gap: .9rem; align-items: baseline; padding: .65rem 1.1rem; list-style: none; overflow-wrap: anywhere; }
.pair > summary::-webkit-details-marker { display: none; }
.pair > summary > bdi { min-width: 0; }
.pair[open] > summary > bdi { font-weight: 600; }
.gap { flex: none; min-width: 2rem; color: var(--muted); font-variant-numeric: tabular-nums; font-size: .875rem; }
.gap::before { content: "Δ "; }
.prompt { padding: .35rem 1.1rem 1rem; }
.answers { display: grid; grid-template-columns: 1fr 1fr; gap: 1.25rem; padding: 0 1.1rem 1.25rem; }
.answers > div { min-width: 0; padding-top: .6rem; border-top: 2px solid var(--chosen); }
.answers > .rejected { border-top-color: var(--rejected); }
.score { color: var(--text); font-variant-numeric: tabular-nums; font-weight: 600; }
pre.text { margin: 0; }
.text { display: block; font-family: inherit; white-space: pre-wrap; overflow-wrap: anywhere; font-size: .9375rem; unicode-bidi: isolate; tab-size: 4; }
.long > summary { list-style: none; }
.long > summary::-webkit-details-marker { display: none; }
.long[open] > summary > .text { display: none; }
.more { color: var(--accent); font-size: .8125rem; }
.judgements { margin-top: .75rem; font-size: .875rem; }
.judgements > summary { color: var(--muted); }
.judgement { display: grid; grid-template-columns: 2rem minmax(0, 1fr); gap: .5rem; padding: .6rem 0; border-top: 1px solid var(--line); }
.judgement:first-of-type { margin-top: .5rem; }
.judgement .text { font-size: .875rem; }
.lineage ul { margin: 0; padding-left: 1.4rem; list-style: none; }
.lineage > ul { padding-left: 0; }
.lineage ul ul { margin-left: .35rem; }
.lineage li { position: relative; padding: .4rem 0; }
.lineage ul ul > li::before { content: ""; position: absolute; left: -1.4rem; top: 1.15rem; width: 1rem; border-top: 1px solid var(--axis); }
.lineage ul ul > li::after { content: ""; position: absolute; left: -1.4rem; top: 0; bottom: 0; border-left: 1px solid var(--axis); }
.lineage ul ul > li:last-child::after { bottom: auto; height: 1.15rem; }
.lineage code { display: block; color: var(--muted); overflow-wrap: anywhere; font-size: .78125rem; }
#recipe pre { overflow-x: auto; padding: 1rem; border: 1px solid var(--line); border-radius: 8px; background: var(--card); line-height: 1.5; }
@media (max-width: 48rem) {
  header, main { padding-left: 1rem; padding-right: 1rem; }
  header { padding-top: 1.75rem; }
  h1 { font-size: 1.75rem; }
  .headline { font-size: 1.0625rem; }
  h2 .aside, h3 .aside { display: block; margin-left: 0; }
  section { margin-top: 2.75rem; }
  .steps { grid-template-columns: 1fr 1fr; }
  .steps li:nth-child(odd) { border-left: 0; }
  .steps li:nth-child(n + 3) { border-top: 1px solid var(--line); }
  .answers { grid-template-columns: 1fr; }
  th, td { padding: .4rem .6rem; }
  tbody th { min-width: 8rem; }
  tr.group span { left: .6rem; }
}
@media print { .scroll { overflow: visible; } nav { display: none; } .plot, .pair { break-inside: avoid; } }
`;
