// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';

/** The builder of runs that nobody else vouches for: this kit, on whatever machine. */
export const RECORD_BUILDER_ID = 'https://modelprovenance.dev/builders/record/v1';

/** Who ran, and which run it was. */
export interface Invocation {
  readonly builderId: string;
  readonly invocationId: string;
}

/**
 * The run as the orchestrator around it names it: GitHub Actions, GitLab CI, Airflow; else a random name.
 *
 * It is what the environment says: whoever controls the run controls it. Only the signer's identity makes it worth more.
 */
export function invocationFrom(env: NodeJS.ProcessEnv): Invocation {
  return (
    gitHub(env) ??
    gitLab(env) ??
    airflow(env) ?? { builderId: RECORD_BUILDER_ID, invocationId: `urn:uuid:${randomUUID()}` }
  );
}

function gitHub(env: NodeJS.ProcessEnv): Invocation | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env;
  if (!server || !repository || !run) return undefined;
  const attempt = env['GITHUB_RUN_ATTEMPT'] ?? '1';
  const workflow = env['GITHUB_WORKFLOW_REF'];
  return {
    builderId: workflow ? `${server}/${workflow}` : `${server}/${repository}`,
    invocationId: `${server}/${repository}/actions/runs/${run}/attempts/${attempt}`,
  };
}

function gitLab(env: NodeJS.ProcessEnv): Invocation | undefined {
  const { CI_JOB_URL: job, CI_PROJECT_URL: project } = env;
  if (env['GITLAB_CI'] !== 'true' || !job || !project) return undefined;
  return { builderId: `${project}/-/runners/${env['CI_RUNNER_ID'] ?? 'unknown'}`, invocationId: job };
}

function airflow(env: NodeJS.ProcessEnv): Invocation | undefined {
  const { AIRFLOW_CTX_DAG_ID: dag, AIRFLOW_CTX_DAG_RUN_ID: run, AIRFLOW_CTX_TASK_ID: task } = env;
  if (!dag || !run || !task) return undefined;
  const parts = [dag, run, task, env['AIRFLOW_CTX_TRY_NUMBER'] ?? '1'].map(encodeURIComponent);
  return { builderId: RECORD_BUILDER_ID, invocationId: `airflow:${parts.join('/')}` };
}
