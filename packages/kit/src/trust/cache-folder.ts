// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { homeFolder } from '../runtime.js';

/** Names the folder in which this user keeps what was fetched from TUF repositories. */
export const TRUST_CACHE_VARIABLE = 'MPK_TRUST_CACHE';

/** `$MPK_TRUST_CACHE`, else `$XDG_CACHE_HOME/mpk/trust`. */
export const trustCacheFolder = (env: NodeJS.ProcessEnv): string =>
  // An empty variable counts as unset, by the XDG specification.
  env[TRUST_CACHE_VARIABLE] || join(env['XDG_CACHE_HOME'] || join(homeFolder(env), '.cache'), 'mpk', 'trust');
