import { createRunView } from '../../../../src/cli/view/run-views';
import { renderView } from '../../../../src/cli/view/render-view';
import { recordingTerminal } from '../recording-terminal';
import { anActivity, aRunView } from './a-run-view';

const HOSTILE = 'x\u001b[2J\u001b]0;title\u0007\r\n\u009b31m\u202eevil\u202c\u200b\ttab';
const link = 'http://127.0.0.1:8233/namespaces/default/workflows/srlm-demo';

const hostileView = aRunView({
  run: `demo${HOSTILE}`,
  unanswered: HOSTILE,
  failure: `first ${HOSTILE}\nsecond`,
  activities: [
    anActivity({
      type: HOSTILE,
      attempt: 2,
      waitingFor: HOSTILE,
      lastFailure: HOSTILE,
      replicas: [{ url: HOSTILE, state: 'closed', inFlight: 1, running: 1, waiting: 1 }],
    }),
  ],
  status: {
    subject: HOSTILE,
    notes: [HOSTILE, `two ${HOSTILE}`],
    report: HOSTILE,
    reportLink: HOSTILE,
    headline: HOSTILE,
  },
});

describe('texts of others in the terminal', () => {
  it('steer nothing, and each takes the lines that it takes without them', () => {
    const lines = renderView(hostileView, { link, remainingMs: null });
    expect(lines.join('')).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u200b]/u);
    expect(lines).toContain('note: x⟦U+001B⟧[2J⟦U+001B⟧]0;title⟦U+0007⟧ ⟦U+009B⟧31m⟦U+202E⟧evil⟦U+202C⟧⟦U+200B⟧ tab');
    expect(lines.filter((line) => line.startsWith('note: '))).toHaveLength(2);
  });

  it('are one line of a log', () => {
    const terminal = recordingTerminal();
    createRunView('lines', terminal).show({ view: hostileView, link, atMs: 0 });
    expect(terminal.written.join('')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  });
});
