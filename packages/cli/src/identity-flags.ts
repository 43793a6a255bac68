// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';
import type { IdentityChoice, Prompt } from '@mpk/kit/sign';

/** Where identities come from. */
export const IDENTITY_PROVIDERS = [
  'environment',
  'github-actions',
  'gitlab',
  'buildkite',
  'google',
  'kubernetes',
  'interactive',
] as const satisfies readonly IdentityChoice['kind'][];

/** How somebody signs in. */
export const OAUTH_FLOWS = ['browser', 'device'] as const;

interface IdentityFlags {
  readonly 'identity-provider'?: string | undefined;
  readonly 'identity-token-file'?: string | undefined;
  readonly audience?: string | undefined;
  readonly 'oauth-issuer'?: string | undefined;
  readonly 'oauth-client-id'?: string | undefined;
  readonly 'oauth-flow'?: string | undefined;
}

/**
 * Whose identity is meant; undefined: whatever the environment offers.
 *
 * @param say - gets what somebody who signs in should be told
 * @throws MpkError `USAGE`
 */
export function identityChoice(flags: IdentityFlags, say: (line: string) => void): IdentityChoice | undefined {
  const { audience, 'identity-token-file': path } = flags;
  const kind = IDENTITY_PROVIDERS.find((one) => one === flags['identity-provider']);
  const meant = audience === undefined ? {} : { audience };
  const oauth = [flags['oauth-issuer'], flags['oauth-client-id'], flags['oauth-flow']];
  if (kind !== 'interactive' && oauth.some((one) => one !== undefined)) {
    throw new MpkError('USAGE', 'the --oauth flags are for --identity-provider interactive');
  }
  if (path !== undefined && kind !== undefined) {
    throw new MpkError('USAGE', '--identity-token-file and --identity-provider exclude each other');
  }
  if (path !== undefined) return { kind: 'token-file', path, ...meant };
  if (kind === 'interactive') return interactive(flags, say);
  if (kind !== undefined) return { kind, ...meant };
  return audience === undefined ? undefined : { kind: 'ambient', audience };
}

function interactive(flags: IdentityFlags, say: (line: string) => void): IdentityChoice {
  if (flags.audience !== undefined) {
    throw new MpkError('USAGE', 'who signs in is known by --oauth-client-id, not by --audience');
  }
  const issuer = flags['oauth-issuer'];
  const clientId = flags['oauth-client-id'];
  const flow = OAUTH_FLOWS.find((one) => one === flags['oauth-flow']);
  return {
    kind: 'interactive',
    onPrompt: (prompt) => promptLines(prompt).forEach(say),
    ...(issuer !== undefined && { issuer }),
    ...(clientId !== undefined && { clientId }),
    ...(flow && { flow }),
  };
}

function promptLines(prompt: Prompt): readonly string[] {
  if (prompt.flow === 'browser') return ['sign in with the browser; if none opens, go to', `  ${prompt.url}`];
  return ['sign in on any machine: go to', `  ${prompt.url}`, `and enter the code ${prompt.userCode}`];
}
