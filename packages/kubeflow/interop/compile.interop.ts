// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { withTempFolder } from '@mpk/testkit';
import { GATE, RECORD, SIGN, VERIFY } from '../src/components/interfaces.js';
import { ROOT } from '../e2e/support/podman.js';
import { describeWithPython, python } from './python.js';

const PACKAGE = join(ROOT, 'packages/kubeflow');
const names = (rows: readonly { name: string }[]): string[] => rows.map((row) => row.name).sort();

describeWithPython('the KFP SDK', () => {
  it('loads, compiles and reloads the components, keeps the gate uncached and its policy mounted', async () => {
    await withTempFolder(async (folder) => {
      const args = [join(PACKAGE, 'components'), join(PACKAGE, 'examples'), folder];
      const { exit, stdout, stderr } = await python('compile.py', args);
      expect([exit, exit === 0 ? '' : stderr]).toEqual([0, '']);
      const { components, caching, rootCaching, platform, example, training } = JSON.parse(stdout);
      expect(components).toEqual({
        verify: { inputs: names(VERIFY.inputs), outputs: names(VERIFY.outputs) },
        sign: { inputs: names(SIGN.inputs), outputs: names(SIGN.outputs) },
        record: { inputs: names(RECORD.inputs), outputs: names(RECORD.outputs) },
        gate: { inputs: names(GATE.inputs), outputs: names(GATE.outputs) },
        graph: {
          inputs: ['model', 'policy_path'],
          outputs: ['digest', 'report', 'result', 'verdict', 'verified_model'],
        },
      });
      const inner = Object.entries<any>(caching).filter(([name]) => /mpk-(?:gate|verify-report)/.test(name));
      expect(inner).toHaveLength(4);
      for (const [, options] of inner) expect(options).toEqual({});
      // Why the gate exists: a bare component is cached in its user's pipeline, whatever its file says.
      expect(rootCaching['mpk-verify']).toEqual({ enableCache: true });
      const mount = { configMapName: 'mpk-policy', mountPath: '/policy', optional: false };
      expect(Object.keys(platform).sort()).toEqual(['exec-mpk-verify-report', 'exec-mpk-verify-report-2']);
      for (const executor of Object.values<any>(platform)) expect(executor.configMapAsVolume).toEqual([mount]);
      expect(example).toBe(2);
      // What the launcher fills in arrives as it is, and the command after it.
      expect(training.slice(0, 8)).toEqual([
        ...['--executor-input', '{{$}}'],
        ...['--invocation-id', 'kfp:{{$.pipeline_job_uuid}}/{{$.pipeline_task_uuid}}'],
        ...['--', 'python', 'train.py', '--data'],
      ]);
    });
  });
});
