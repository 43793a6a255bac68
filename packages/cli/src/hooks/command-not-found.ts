// SPDX-License-Identifier: Apache-2.0
import type { Hook } from '@oclif/core/hooks';
import { exitFor } from '@mpk/core';
import { noSuchCommand } from '../mistyped-command.js';
import { errorJson, renderError } from '../output/render-result.js';

/** oclif joins the words of a command, and the arguments behind it, by colons. */
const hook: Hook.CommandNotFound = ({ id, argv = [], config }) => {
  const error = noSuchCommand(id.split(':'), config.commandIDs);
  process.exitCode = exitFor(error.code);
  if (argv.includes('--json')) process.stdout.write(`${JSON.stringify(errorJson(error), undefined, 2)}\n`);
  else process.stderr.write(`${renderError(error)}\n`);
  return Promise.resolve();
};

export default hook;
