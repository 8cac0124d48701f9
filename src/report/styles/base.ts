/** One column of 74 rem, system fonts, and a line of links that stays in sight. */
export const base = `
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 4rem; }
body {
  margin: 0; background: var(--page); color: var(--text);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", sans-serif;
}
header, main, nav > div { max-width: 77rem; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 2.5rem; }
main { padding-bottom: 5rem; }
.kicker { margin: 0; color: var(--muted); font-size: .8125rem; letter-spacing: .08em; text-transform: uppercase; }
h1 { margin: .1rem 0 .9rem; font-size: 2.5rem; line-height: 1.1; letter-spacing: -.025em; overflow-wrap: anywhere; }
h2 { margin: 0 0 1.25rem; font-size: 1.5rem; line-height: 1.3; letter-spacing: -.015em; }
h3 { margin: 2rem 0 .75rem; font-size: 1.0625rem; }
h4 { margin: 0 0 .4rem; font-size: .8125rem; font-weight: 600; color: var(--muted); overflow-wrap: anywhere; }
section { margin-top: 4rem; }
.aside { color: var(--muted); font-weight: 400; font-size: .9375rem; letter-spacing: 0; }
h2 .aside { margin-left: .4rem; }
.note, .empty { color: var(--muted); font-size: .875rem; }
.note { max-width: 46rem; margin: .75rem 0 0; overflow-wrap: anywhere; }
.facts { display: flex; flex-wrap: wrap; gap: .75rem 2.5rem; margin: 0; }
.facts dt { color: var(--muted); font-size: .8125rem; }
.facts dd { margin: 0; overflow-wrap: anywhere; }
nav { position: sticky; top: 0; z-index: 5; margin-top: 1.75rem; background: var(--page); border-block: 1px solid var(--line); }
nav > div { display: flex; align-items: center; gap: 1rem; }
nav span { display: flex; flex: 1; gap: 1.4rem; overflow-x: auto; scrollbar-width: none; padding: .15rem 0; }
nav a { flex: none; padding: .65rem 0 .55rem; border-bottom: 2px solid transparent; color: var(--muted); font-size: .9375rem; }
nav a:hover { color: var(--text); text-decoration: none; }
nav a[aria-current] { color: var(--text); border-bottom-color: var(--accent); }
a { color: var(--accent); text-decoration: none; }
a:hover { text-decoration: underline; }
button {
  flex: none; padding: .3rem .7rem; border: 1px solid var(--line); border-radius: 6px; background: var(--card); color: var(--text);
  font: inherit; font-size: .875rem; cursor: pointer;
}
button:hover { border-color: var(--axis); background: var(--raised); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
code, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; font-size: .8125rem; }
summary { cursor: pointer; }
.plots { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 21rem), 1fr)); gap: 1.25rem; margin-top: 1.5rem; align-items: start; }
.plots.packed { display: block; columns: 21rem; column-gap: 1.25rem; }
.plots.packed .plot { break-inside: avoid; margin-bottom: 1.25rem; }
.plots.before-table { margin: 0 0 1.5rem; }
.plot { margin: 0; padding: 1rem 1.1rem .9rem; background: var(--card); border: 1px solid var(--line); border-radius: 10px; min-width: 0; }
.plot figcaption { margin-bottom: .6rem; font-weight: 600; font-size: .9375rem; overflow-wrap: anywhere; }
.plot svg { display: block; width: 100%; height: auto; }
.plot .note { margin-top: .4rem; font-size: .8125rem; line-height: 1.45; }
.numbers { margin-top: .6rem; font-size: .8125rem; }
.numbers > summary { color: var(--muted); width: fit-content; }
.numbers .scroll { max-height: 16rem; margin: .5rem 0; overflow: auto; }
.numbers table { font-size: .8125rem; }
.numbers th, .numbers td { padding: .25rem .6rem; }
.numbers tr > :first-child { position: static; }
.steps { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); margin: 0 0 1.25rem; padding: 0; list-style: none; border: 1px solid var(--line); border-radius: 10px; background: var(--line); gap: 1px; overflow: hidden; }
.steps li { padding: .9rem 1.1rem; background: var(--card); }
.steps .name, .steps .words { display: block; color: var(--muted); font-size: .875rem; line-height: 1.45; overflow-wrap: anywhere; }
.steps strong { font-size: 1.625rem; line-height: 1.3; font-weight: 600; font-variant-numeric: tabular-nums; letter-spacing: -.01em; }
.bars-title { margin: 1.1rem 0 0; color: var(--muted); font-size: .875rem; }
figcaption + .bars-title { margin-top: 0; }
.bars { display: grid; grid-template-columns: minmax(0, auto) minmax(5rem, 1fr); gap: .45rem .75rem; margin: .45rem 0 0; font-size: .875rem; align-items: center; }
.bars dt { overflow-wrap: anywhere; }
.bars dd { display: flex; align-items: center; gap: .5rem; margin: 0; font-variant-numeric: tabular-nums; }
.bars .bar { flex: 0 1 auto; height: .85rem; min-width: 2px; border-radius: 2px; background: var(--axis); }
.alarms { margin: 0 0 1.25rem; padding: .8rem 1.1rem; list-style: none; border: 1px solid var(--line); border-left: 4px solid var(--doubtful); border-radius: 6px; background: var(--card); }
#recipe pre { overflow-x: auto; padding: 1rem; border: 1px solid var(--line); border-radius: 10px; background: var(--card); line-height: 1.5; }
.beside { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 1.25rem; margin-bottom: 1.25rem; align-items: start; }
.beside.sides { position: sticky; top: 3.2rem; z-index: 2; margin-bottom: .5rem; background: var(--page); }
.beside.sides p { margin: 0; padding: .4rem 0; font-weight: 600; overflow-wrap: anywhere; }
.beside.verdicts > .verdict { grid-template-columns: minmax(0, 1fr); height: 100%; align-content: start; }
.missing { padding: 1rem 1.1rem; border: 1px dashed var(--line); border-radius: 10px; height: 100%; }
.against { color: var(--muted); font-weight: 400; }
.kicker.plain { text-transform: none; letter-spacing: 0; font-size: .9375rem; margin-bottom: .3rem; }
.evidence.wide { max-width: 52rem; padding: 1.25rem 1.5rem; }
.recipes td { text-align: left; white-space: normal; overflow-wrap: anywhere; min-width: 9rem; }
.recipes thead th { text-align: left; }
@media (max-width: 48rem) {
  header, main, nav > div { padding-left: 1rem; padding-right: 1rem; }
  header { padding-top: 1.5rem; }
  h1 { font-size: 1.875rem; }
  h2 { font-size: 1.3125rem; }
  h2 .aside, h3 .aside { display: block; margin-left: 0; }
  section { margin-top: 3rem; }
  .facts { gap: .5rem 1.5rem; }
  nav span { -webkit-mask-image: linear-gradient(to right, #000 90%, transparent); mask-image: linear-gradient(to right, #000 90%, transparent); padding-right: 2rem; }
  .beside { grid-template-columns: minmax(0, 1fr); }
  .beside.sides { display: none; }
  .steps { grid-template-columns: 1fr 1fr; }
  .steps li:last-child:nth-child(odd) { grid-column: 1 / -1; }
}
@media print { nav { display: none; } .plot { break-inside: avoid; } }
`;
