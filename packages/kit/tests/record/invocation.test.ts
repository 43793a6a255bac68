// SPDX-License-Identifier: Apache-2.0
import { RECORD_BUILDER_ID, invocationFrom } from '../../src/record/invocation.js';

describe('the name of a run', () => {
  it('is the one of GitHub Actions', () => {
    const env = {
      GITHUB_SERVER_URL: 'https://github.example',
      GITHUB_REPOSITORY: 'acme/train',
      GITHUB_RUN_ID: '42',
      GITHUB_RUN_ATTEMPT: '2',
      GITHUB_WORKFLOW_REF: 'acme/train/.github/workflows/t.yml@refs/heads/main',
    };
    const invocationId = 'https://github.example/acme/train/actions/runs/42/attempts/2';
    const builderId = 'https://github.example/acme/train/.github/workflows/t.yml@refs/heads/main';
    expect(invocationFrom(env)).toEqual({ builderId, invocationId });
    expect(invocationFrom({ ...env, GITHUB_WORKFLOW_REF: undefined, GITHUB_RUN_ATTEMPT: undefined })).toEqual({
      builderId: 'https://github.example/acme/train',
      invocationId: 'https://github.example/acme/train/actions/runs/42/attempts/1',
    });
  });

  it('is the one of GitLab', () => {
    const env = {
      GITLAB_CI: 'true',
      CI_JOB_URL: 'https://git.example/a/b/-/jobs/7',
      CI_PROJECT_URL: 'https://git.example/a/b',
      CI_RUNNER_ID: '3',
    };
    expect(invocationFrom(env)).toEqual({
      builderId: 'https://git.example/a/b/-/runners/3',
      invocationId: 'https://git.example/a/b/-/jobs/7',
    });
  });

  it('is the one of Airflow', () => {
    const env = {
      AIRFLOW_CTX_DAG_ID: 'd',
      AIRFLOW_CTX_DAG_RUN_ID: 'manual__2026-01-01T00:00:00',
      AIRFLOW_CTX_TASK_ID: 't',
    };
    expect(invocationFrom(env)).toEqual({
      builderId: RECORD_BUILDER_ID,
      invocationId: 'airflow:d/manual__2026-01-01T00%3A00%3A00/t/1',
    });
  });

  test.each([
    ['nothing around it', {}],
    ['half of GitHub', { GITHUB_RUN_ID: '1' }],
    ['half of GitLab', { CI_JOB_URL: 'x', CI_PROJECT_URL: 'y' }],
    ['half of Airflow', { AIRFLOW_CTX_DAG_ID: 'd' }],
  ])('is a new one with %s', (_, env) => {
    const { builderId, invocationId } = invocationFrom(env);
    expect(builderId).toBe(RECORD_BUILDER_ID);
    expect(invocationId).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
    expect(invocationFrom(env).invocationId).not.toBe(invocationId);
  });
});
