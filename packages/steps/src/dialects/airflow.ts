// SPDX-License-Identifier: Apache-2.0
import { ENV } from '../context.js';
import { compactLine } from '../compact.js';
import { writeOutput } from '../output-file.js';
import { callFromFlags, planFromFlags } from './command-line.js';
import type { Dialect } from './dialect.js';
import { writeArtifacts } from './plain.js';

/** The folder that the KubernetesPodOperator mounts when it wants an XCom. */
export const XCOM_FOLDER = '/airflow/xcom';
/** XComs live in Airflow's database: small. */
const MAX_XCOM_BYTES = 48 * 1024;

/**
 * Apache Airflow: flags in, one JSON object out, as XCom.
 *
 * In a pod the object is written to the mounted XCom file, which Airflow pushes on failure too; a BashOperator takes the last
 * line of stdout, which every dialect prints.
 */
export const airflow: Dialect = {
  name: 'airflow',
  readPlan: (args, env) => {
    const xcomPath = args.texts['xcom'] ?? env[ENV.xcom];
    return { ...planFromFlags(args), ...(xcomPath === undefined || xcomPath === '' ? {} : { xcomPath }) };
  },
  readCall: callFromFlags,
  render: async (answer, plan) => {
    await writeArtifacts(answer, plan);
    if (plan.xcomPath !== undefined) await writeOutput(plan.xcomPath, compactLine(answer.result, MAX_XCOM_BYTES));
  },
};
