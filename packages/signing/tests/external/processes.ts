// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 20;
const MOST_POLLS = 500;

/** Waits until a process is gone; one that stays is ended here, so that it does not outlive the test, which then fails. */
export async function untilGone(pid: number): Promise<void> {
  for (let polls = 0; polls < MOST_POLLS && isRunning(pid); polls++) await sleep(POLL_MS);
  const stayed = isRunning(pid);
  if (stayed) process.kill(pid, 'SIGKILL');
  expect(stayed).toBe(false);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
