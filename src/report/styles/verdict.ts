/** The verdict: one word that is seen first, and under it how sure it is. */
export const verdict = `
.verdict {
  display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 1.5rem 3rem; margin-top: 2rem; padding: 1.75rem 2rem;
  border: 1px solid var(--line); border-left: 6px solid var(--tone); border-radius: 12px; background: var(--card);
}
.good { --tone: var(--good); } .bad { --tone: var(--bad); } .doubtful { --tone: var(--doubtful); } .open { --tone: var(--open); }
.verdict-word { margin: 0 0 .5rem; color: var(--tone); font-size: 2.125rem; line-height: 1.15; letter-spacing: -.02em; }
.headline { margin: 0; font-size: 1.1875rem; line-height: 1.5; overflow-wrap: anywhere; }
.verdict-length { margin: 1rem 0 0; color: var(--muted); font-variant-numeric: tabular-nums; }
.verdict-length strong { color: var(--text); margin-left: .3rem; white-space: nowrap; }
.evidence .note { margin-top: .9rem; font-size: .8125rem; }
.interval + .interval { margin-top: 1rem; }
.interval-label { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 .6rem; margin: 0 0 .35rem; font-size: .9375rem; }
.interval-label strong { font-variant-numeric: tabular-nums; }
.interval-label small { color: var(--muted); font-size: .8125rem; }
.interval-track { position: relative; height: 14px; border-radius: 7px; background: var(--raised); }
.interval-track::after { content: ""; position: absolute; left: 50%; top: -3px; bottom: -3px; border-left: 1.5px dashed var(--muted); }
.interval-bar { position: absolute; top: 4px; height: 6px; min-width: 2px; border-radius: 3px; background: var(--side); opacity: .55; }
.interval-dot { position: absolute; top: 1px; width: 12px; height: 12px; margin-left: -6px; border-radius: 50%; background: var(--side); }
.interval.above { --side: var(--good); } .interval.below { --side: var(--bad); } .interval.across { --side: var(--open); }
.verdict-steps { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: .5rem; margin: 0; padding: 1.1rem 0 0; list-style: none; border-top: 1px solid var(--line); }
.verdict-steps li { padding: .3rem .75rem; border: 1px solid var(--line); border-radius: 99px; font-size: .875rem; }
.verdict-steps li span:first-child { color: var(--muted); }
.verdict-steps strong, .verdict-steps strong span { color: var(--tone) !important; font-weight: 600; }
@media (max-width: 48rem) {
  .verdict { grid-template-columns: minmax(0, 1fr); padding: 1.25rem 1.1rem; margin-top: 1.5rem; }
  .verdict-word { font-size: 1.75rem; }
  .headline { font-size: 1.0625rem; }
  .verdict-steps { gap: .3rem; }
  .verdict-steps li { display: flex; gap: .75rem; width: 100%; padding: .1rem 0; border: 0; border-radius: 0; }
  .verdict-steps li > span:first-child { flex: none; width: 4.75rem; }
}
`;
