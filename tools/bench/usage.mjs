// SPDX-License-Identifier: Apache-2.0
// Loaded before a measured program: writes what the operating system counted for it, to the file in MPK_BENCH_USAGE.
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage = { cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, maxRssBytes: maxRSS * 1024 };
  writeFileSync(process.env.MPK_BENCH_USAGE, JSON.stringify(usage));
});
