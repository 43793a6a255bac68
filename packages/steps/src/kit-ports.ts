// SPDX-License-Identifier: Apache-2.0
import type { StepPorts } from './ports.js';

/** The kit itself, each part loaded when a verb first needs it. */
export const KIT_PORTS: StepPorts = {
  verify: async (request) => (await import('@mpk/kit/verify')).verifyModel(request),
  sign: async (request) => (await import('@mpk/kit/sign')).signModel(request),
  record: async (request) => (await import('@mpk/kit/record')).recordRun(request),
  writeReport: async (folder, answer) => (await import('@mpk/kit/report')).writeReport(folder, answer),
};
