/** The pair browser, and the samples that stand in its place without a script. */
export const pairs = `
.pairs { border: 1px solid var(--line); border-radius: 10px; background: var(--card); }
.pair + .pair { border-top: 1px solid var(--line); }
.pair > summary { display: flex; gap: .9rem; align-items: baseline; padding: .65rem 1.1rem; list-style: none; overflow-wrap: anywhere; }
.pair > summary::-webkit-details-marker { display: none; }
.pair > summary > bdi { min-width: 0; }
.pair[open] > summary > bdi { font-weight: 600; }
.gap { flex: none; min-width: 2rem; color: var(--muted); font-variant-numeric: tabular-nums; font-size: .875rem; }
.gap::before { content: "Δ "; }
.pair .prompt { padding: .35rem 1.1rem 1rem; }
.pair .answers { padding: 0 1.1rem 1.25rem; }
.answers { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 1.25rem; }
.answers > div { padding-top: .6rem; border-top: 3px solid var(--chosen); }
.answers > .rejected { border-top-color: var(--rejected); }
.answers h4 code { font-weight: 400; }
.score { color: var(--text); font-variant-numeric: tabular-nums; font-weight: 600; }
pre.text { margin: 0; }
.text { display: block; font-family: inherit; white-space: pre-wrap; overflow-wrap: anywhere; font-size: .9375rem; unicode-bidi: isolate; tab-size: 4; }
ins, del { text-decoration: none; border-radius: 2px; padding: 1px 0; }
ins { background: color-mix(in srgb, var(--chosen) 20%, transparent); box-shadow: inset 0 -1.5px var(--chosen); }
del { background: color-mix(in srgb, var(--rejected) 18%, transparent); box-shadow: inset 0 -1.5px var(--rejected); }
.long > summary { list-style: none; }
.long > summary::-webkit-details-marker { display: none; }
.long[open] > summary > .text { display: none; }
.more { color: var(--accent); font-size: .8125rem; }
.judgements { margin-top: .9rem; font-size: .875rem; }
.judgements > summary { color: var(--muted); }
.judgement { display: grid; grid-template-columns: 2rem minmax(0, 1fr); gap: .5rem; padding: .6rem 0; border-top: 1px solid var(--line); }
.judgement:first-of-type { margin-top: .5rem; }
.judgement .text, .saying .text { font-size: .875rem; }
.saying { padding: .6rem 0; border-top: 1px solid var(--line); }
.saying .text + .text { margin-top: .6rem; padding-top: .6rem; border-top: 1px dashed var(--line); }
.pair-controls { display: flex; flex-wrap: wrap; gap: .75rem 1rem; align-items: end; margin-bottom: .9rem; }
.pair-controls label { display: grid; gap: .2rem; font-size: .8125rem; color: var(--muted); }
.pair-controls label.wide { flex: 1 1 18rem; }
.pair-controls label.tick { display: flex; align-items: center; gap: .4rem; padding-bottom: .5rem; font-size: .875rem; color: var(--text); }
.pair-controls input[type="search"], .pair-controls select {
  width: 100%; min-width: 0; padding: .45rem .6rem; border: 1px solid var(--axis); border-radius: 6px; background: var(--card); color: var(--text); font: inherit; font-size: .9375rem;
}
.pair-controls input[type="checkbox"] { width: 1.05rem; height: 1.05rem; margin: 0; accent-color: var(--accent); }
.pair-status { margin: 0 0 .5rem; color: var(--muted); font-size: .875rem; font-variant-numeric: tabular-nums; }
.pair-panes { display: grid; grid-template-columns: minmax(18rem, 24rem) minmax(0, 1fr); height: min(46rem, 85vh); border: 1px solid var(--line); border-radius: 10px; background: var(--card); overflow: hidden; }
.pair-list { position: relative; overflow-y: auto; border-right: 1px solid var(--line); overscroll-behavior: contain; }
.pair-list:focus-visible { outline-offset: -2px; }
.pair-space { position: relative; }
.pair-row { position: absolute; left: 0; right: 0; height: 60px; display: flex; gap: .75rem; align-items: center; padding: 0 .9rem; border-bottom: 1px solid var(--line); cursor: pointer; }
.pair-row:hover { background: var(--raised); }
.pair-row[aria-selected="true"] { background: color-mix(in srgb, var(--accent) 14%, var(--card)); box-shadow: inset 3px 0 var(--accent); }
.pair-row small { display: block; color: var(--muted); font-size: .78125rem; }
.pair-scores { flex: none; width: 4.4rem; font-variant-numeric: tabular-nums; line-height: 1.3; font-size: .9375rem; }
.pair-scores b { font-weight: 600; }
.pair-title { min-width: 0; flex: 1; line-height: 1.35; }
.pair-title bdi { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-size: .9375rem; }
.pair-title small { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.pair-pane { display: flex; flex-direction: column; min-width: 0; min-height: 0; }
.pair-steps { display: flex; gap: .5rem; margin: 0; padding: .6rem 1.1rem; border-bottom: 1px solid var(--line); }
.pair-detail { flex: 1; overflow-y: auto; padding: 1rem 1.25rem 1.5rem; }
.pair-facts { margin: 0 0 .9rem; color: var(--muted); font-size: .8125rem; overflow-wrap: anywhere; }
.pair-detail > .prompt { margin-bottom: 1.1rem; padding: .8rem 1rem; border-radius: 8px; background: var(--raised); }
.pair-detail .note code { overflow-wrap: anywhere; }
@media (max-width: 64rem) {
  .pair-panes { grid-template-columns: minmax(0, 1fr); grid-template-rows: 19rem auto; height: auto; }
  .pair-list { border-right: 0; border-bottom: 1px solid var(--line); }
  .pair-detail { overflow: visible; }
}
@media (max-width: 48rem) {
  .answers { grid-template-columns: minmax(0, 1fr); }
  .pair-controls label { flex: 1 1 40%; }
  .pair-controls label.wide, .pair-controls label.tick { flex: 1 1 100%; padding-bottom: 0; }
  .pair-detail { padding: .9rem .9rem 1.25rem; }
}
@media print { .pair { break-inside: avoid; } }
`;
