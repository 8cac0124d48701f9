import { nextIterationLink, runsLink, startFormLink, workflowLink } from '../../../src/temporal/deep-links';

const ui = { uiUrl: 'http://127.0.0.1:8233', namespace: 'default', taskQueue: 'srlm' };
const root = 'http://127.0.0.1:8233/namespaces/default';

describe('deep links of the Web UI', () => {
  it('open the start form filled in', () => {
    expect(startFormLink(ui, 'demo')).toBe(
      `${root}/workflows/start-workflow?workflowType=selfRewardingRun&taskQueue=srlm&workflowId=srlm-demo`,
    );
  });

  it('open a workflow, its newest execution unless a run id is given', () => {
    expect(workflowLink(ui, 'srlm-demo')).toBe(`${root}/workflows/srlm-demo`);
    expect(workflowLink(ui, 'srlm-demo', 'c0ffee')).toBe(`${root}/workflows/srlm-demo/c0ffee`);
  });

  it('open the schedule of the next iteration and the list of runs', () => {
    expect(nextIterationLink(ui, 'demo')).toBe(`${root}/schedules/srlm-demo-next-iteration`);
    expect(runsLink(ui)).toBe(`${root}/workflows?query=WorkflowType%3D%22selfRewardingRun%22`);
  });

  it('escape ids and namespaces that a person chose', () => {
    expect(workflowLink({ ...ui, namespace: 'a/b' }, 'x y/z?')).toBe(
      'http://127.0.0.1:8233/namespaces/a%2Fb/workflows/x%20y%2Fz%3F',
    );
  });
});
