// SPDX-License-Identifier: Apache-2.0
// What docs/tutorials/airflow.md shows is given to the built mpk-step, with folders of its own.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateKeyFiles } from '@mpk/kit/key';
import { withTempFolder } from '@mpk/testkit';

const PAGE = join(import.meta.dirname, '../../../docs/tutorials/airflow.md');
const BIN = join(import.meta.dirname, '../bin/mpk-step.js');

/** The `arguments` of the operator of a task. */
function argumentsOf(task: string): readonly string[] {
  const blocks = [...readFileSync(PAGE, 'utf8').matchAll(/^```python\n([\s\S]*?)^```/gm)].map(([, text = '']) => text);
  const block = blocks.find((text) => text.includes(`task_id="${task}"`)) ?? '';
  const [, list = ''] = /^ {4}arguments=\[([\s\S]*?)\],\n/m.exec(block) ?? [];
  return JSON.parse(`[${list.trim().replace(/,$/, '')}]`) as readonly string[];
}

/** Runs it where `/models` and all other folders of the page are in `folder`; templates are filled in. */
function step(folder: string, argv: readonly string[]): any {
  const local = argv
    .map((text) => text.replaceAll('{{ ts_nodash }}', '20260630T120000').replaceAll(/\{\{ [^}]* \}\}/g, 'x'))
    .map((text) => text.replace(/^\/(?=(?:models|data|signing|policy|tmp)\/)/, `${folder}/`));
  const stdout = execFileSync(process.execPath, [BIN, ...local], {
    cwd: folder,
    env: { PATH: `${folder}/bin:${process.env['PATH'] ?? ''}` },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
}

/** What the pods of the page have mounted, and a Python that trains. */
function mount(folder: string): void {
  for (const name of ['models/base', 'data/reviews', 'signing', 'policy', 'tmp', 'bin']) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  writeFileSync(join(folder, 'models/base/weights.bin'), 'base');
  writeFileSync(join(folder, 'data/reviews/a.csv'), 'a');
  generateKeyFiles({ name: join(folder, 'policy/release'), curve: 'P-256' });
  writeFileSync(join(folder, 'signing/key.pem'), readFileSync(join(folder, 'policy/release.key')));
  writeFileSync(
    join(folder, 'bin/python'),
    `#!/bin/sh\n[ "$1" = train.py ] || exit 1\nmkdir -p "$7" && echo w > "$7/weights.bin" && echo '{"accuracy":1}' > '${folder}/tmp/metrics.json'\n`,
    { mode: 0o755 },
  );
  writeFileSync(
    join(folder, 'policy/policy.yaml'),
    `apiVersion: modelprovenance.dev/v1alpha1
kind: ModelPolicy
metadata: {name: production}
spec:
  trust: {signers: {release: {key: {file: release.pub}}}}
  requirements: {signature: {anyOf: [release]}, provenance: {signedBy: [release]}, datasets: {require: digest}, baseModels: {require: digest}}
`,
  );
}

describe('docs/tutorials/airflow.md', () => {
  it('shows arguments that record a training run and verify what it made', () =>
    withTempFolder((folder) => {
      mount(folder);
      const recorded = step(folder, argumentsOf('train_model'));
      expect(recorded).toMatchObject({ recorded: true, code: 'PASSED' });
      const verify = argumentsOf('verify_model').map((text) =>
        text.replace('/models/classifier', '/models/20260630T120000'),
      );
      const verified = step(folder, verify);
      expect(verified).toMatchObject({ verdict: 'pass', model: { manifestDigest: recorded.model.manifestDigest } });
      return Promise.resolve();
    }));
});
