import type { Figure } from '../../../../src/report/figures/figure';
import { figureCsv, figureJson } from '../../../../src/report/figures/write-figure';

const figure: Figure = {
  name: 'scores',
  title: 'Scores',
  description: 'What was given',
  table: {
    columns: ['model', 'mean, rounded', 'n'],
    rows: [
      ['M1', 0.1234567, 3],
      ['a "quoted"\nname', null, 0],
      ['=SUM(A1)', -1.5, 2],
    ],
  },
};

test('a spreadsheet reads every number, nothing that was not measured, and no formula', () => {
  expect(figureCsv(figure)).toBe(
    'model,"mean, rounded",n\r\nM1,0.1234567,3\r\n"a ""quoted""\nname",,0\r\n\'=SUM(A1),-1.5,2\r\n',
  );
});

test('a program reads one object a row', () => {
  expect(JSON.parse(figureJson(figure))).toEqual({
    name: 'scores',
    title: 'Scores',
    description: 'What was given',
    rows: [
      { model: 'M1', 'mean, rounded': 0.1234567, n: 3 },
      { model: 'a "quoted"\nname', 'mean, rounded': null, n: 0 },
      { model: '=SUM(A1)', 'mean, rounded': -1.5, n: 2 },
    ],
  });
});
