'use strict';
const { join } = require('node:path');

exports.method = {
  name: 'brief-answers',
  title: 'Brief answers, by a critic of our own',
  source: 'the examples of srlm',
  summary:
    'Of four answers the one closest to 40 words wins against the one that is furthest from it. No judge is asked.',
  recipe: {
    anchor: 'ift',
    prompts: { generatedShare: 0 },
    critics: [{ kind: 'module', path: join(__dirname, '..', 'brevity.js') }],
    selection: { kind: 'best-and-worst', critic: 'module' },
    initFrom: 'previous',
  },
};
