// SPDX-License-Identifier: Apache-2.0
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withTempFolder } from '@mpk/testkit';
import { dialectOf, parseArguments, runStep } from '../../src/index.js';
import { contextIn, lastLine, makeModel, refusing } from '../support.js';

describe('the airflow dialect', () => {
  it('writes the XCom on a refusal too', async () => {
    await withTempFolder(async (folder) => {
      const env = { MPK_XCOM_PATH: join(folder, 'xcom/return.json') };
      const context = await contextIn(folder, ['verify', await makeModel(folder)], { env, verify: refusing });
      expect(await runStep(context)).toBe(10);
      const xcom = JSON.parse(await readFile(env.MPK_XCOM_PATH, 'utf8'));
      expect(xcom).toEqual(lastLine(context));
      expect(xcom).toMatchObject({ verdict: 'fail', code: 'SIGNATURE_MISSING' });
    });
  });

  it('does not pass when the XCom cannot be written', async () => {
    await withTempFolder(async (folder) => {
      await writeFile(join(folder, 'file'), '');
      const context = await contextIn(folder, [
        'verify',
        await makeModel(folder),
        '--xcom',
        join(folder, 'file/return.json'),
      ]);
      expect(await runStep(context)).toBe(20);
      expect(lastLine(context).code).toBe('OUTPUT_UNWRITABLE');
    });
  });
});

describe('dialectOf', () => {
  const none = () => false;
  it.each([
    ['an executor input', ['verify', '--executor-input', '{}'], {}, none, 'kubeflow'],
    ['an XCom folder', ['verify', 'm'], {}, () => true, 'airflow'],
    ['Airflow’s variables', ['verify', 'm'], { AIRFLOW_CTX_DAG_ID: 'd' }, none, 'airflow'],
    ['nothing', ['verify', 'm'], {}, none, 'plain'],
    ['a name before all else', ['verify', 'm', '--dialect', 'plain'], { AIRFLOW_CTX_DAG_ID: 'd' }, none, 'plain'],
  ])('goes by %s', (_what, argv, env, isFolder, name) => {
    expect(dialectOf(parseArguments(argv), env, isFolder).name).toBe(name);
  });

  it('writes to Airflow’s own folder where it is mounted', () => {
    const args = parseArguments(['verify', 'm']);
    expect(dialectOf(args, {}, () => true).readPlan(args, {}).xcomPath).toBe('/airflow/xcom/return.json');
  });
});
