// SPDX-License-Identifier: Apache-2.0
// The process that loads PKCS#11 modules, run by hand as any signer program can be.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const ENTRY = createRequire(import.meta.url).resolve('@mpk/signing/pkcs11-signer');
const request = {
  protocol: 'modelprovenance.dev/signer/v1',
  operation: 'public-key',
  configuration: { modulePath: '/nowhere.so', wanted: { text: {} }, lifetimeSeconds: 60 },
  secrets: { pin: 'pin-that-is-never-shown' },
};

/** What the process answers, which it always does on one line and with status 0. */
function answerTo(input: string, nodeOptions: readonly string[] = []): any {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...nodeOptions, ENTRY], {
    input,
    env: {},
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).not.toContain('pin-that-is-never-shown');
  expect(stdout.endsWith('}\n')).toBe(true);
  return JSON.parse(stdout);
}

const errorOf = (code: string, message: string) => ({
  error: expect.objectContaining({ code, message: expect.stringContaining(message) }),
});

it('says that a module which is not there cannot be loaded', () => {
  expect(answerTo(JSON.stringify(request))).toEqual(errorOf('failed', 'cannot be loaded'));
});

it.each([
  ['another protocol', { ...request, protocol: 'modelprovenance.dev/signer/v2' }],
  ['no protocol', { ...request, protocol: undefined }],
  ['another operation', { ...request, operation: 'decrypt' }],
])('refuses %s', (_, other) => {
  expect(answerTo(JSON.stringify(other))).toEqual(errorOf('unsupported', 'modelprovenance.dev/signer/v1'));
});

it.each([
  ['nothing', ''],
  ['no JSON', '{"secrets":{"pin":"pin-that-is-never-shown"},'],
  ['null', 'null'],
  ['a request without its settings', JSON.stringify({ ...request, configuration: undefined })],
])('fails without a word of what it was given: %s', (_, input) => {
  expect(answerTo(input)).toEqual(errorOf('failed', 'has failed'));
});

it('says what to do where koffi, which is optional, is not installed', () => {
  const hook = `
    import { registerHooks } from 'node:module';
    registerHooks({
      resolve(specifier, context, next) {
        if (specifier !== 'koffi') return next(specifier, context);
        throw Object.assign(new Error('not found'), { code: 'ERR_MODULE_NOT_FOUND' });
      },
    });`;
  const answer = answerTo(JSON.stringify(request), ['--import', `data:text/javascript,${encodeURIComponent(hook)}`]);
  expect(answer).toEqual(errorOf('unsupported', 'koffi is not installed'));
  const { optionalDependencies } = createRequire(import.meta.url)('@mpk/signing/package.json');
  expect(answer.error.hint).toBe(`npm install koffi@${optionalDependencies.koffi}`);
});

it('says so where koffi has nothing for the platform', () => {
  const hook = `
    import { registerHooks } from 'node:module';
    registerHooks({
      load(url, context, next) {
        return url.includes('/koffi/') ? { format: 'module', source: 'throw new Error()', shortCircuit: true } : next(url, context);
      },
    });`;
  const answer = answerTo(JSON.stringify(request), ['--import', `data:text/javascript,${encodeURIComponent(hook)}`]);
  expect(answer).toEqual(errorOf('unsupported', 'cannot be loaded on this platform'));
});
