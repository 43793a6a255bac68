// SPDX-License-Identifier: Apache-2.0
import { statSync } from 'node:fs';
import { usage, type StepArguments } from '../arguments.js';
import { ENV, type StepEnv } from '../context.js';
import { XCOM_FOLDER, airflow } from './airflow.js';
import type { Dialect } from './dialect.js';
import { kubeflow } from './kubeflow/kubeflow.js';
import { plain } from './plain.js';

const DIALECTS: readonly Dialect[] = [kubeflow, airflow, plain];

/**
 * The dialect that a command line names, or that its surroundings show: `--executor-input` is Kubeflow's, an XCom folder or
 * Airflow's task variables are Airflow's.
 *
 * @throws MpkError `USAGE` for an unknown name
 */
export function dialectOf(args: StepArguments, env: StepEnv, isFolder = isFolderAt): Dialect {
  const name = args.texts['dialect'] ?? detect(args, env, isFolder);
  const dialect = DIALECTS.find((d) => d.name === name);
  if (dialect === undefined) throw usage(`unknown dialect ${JSON.stringify(name.slice(0, 40))}`);
  if (dialect !== airflow || !isFolder(XCOM_FOLDER)) return dialect;
  const withFolder: StepEnv = { [ENV.xcom]: `${XCOM_FOLDER}/return.json`, ...defined(env) };
  return { ...airflow, readPlan: (a) => airflow.readPlan(a, withFolder) };
}

function detect(args: StepArguments, env: StepEnv, isFolder: (path: string) => boolean): string {
  if (args.texts['executor-input'] !== undefined) return 'kubeflow';
  const hasXcom = args.texts['xcom'] !== undefined || env[ENV.xcom] !== undefined || isFolder(XCOM_FOLDER);
  return hasXcom || env['AIRFLOW_CTX_DAG_ID'] !== undefined ? 'airflow' : 'plain';
}

const defined = (env: StepEnv): StepEnv =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined));

function isFolderAt(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
