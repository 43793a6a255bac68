// SPDX-License-Identifier: Apache-2.0

/** An error that says something of bytes, not of code: it has no stack, which would cost more than reading them. */
export class StacklessError extends Error {
  constructor(message: string) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message);
    Error.stackTraceLimit = stackTraceLimit;
  }
}
