// SPDX-License-Identifier: Apache-2.0
import { judgePeer, parseUnreachable } from '@mpk/testkit/peers';

describe('judgePeer', () => {
  it.each([
    ['runs with a peer', { isThere: true, isCi: true, unreachable: undefined }, 'run'],
    ['runs with a peer whose network is gone by now', { isThere: true, isCi: true, unreachable: 'timed out' }, 'run'],
    ['fails in CI without a peer', { isThere: false, isCi: true, unreachable: undefined }, 'fail'],
    ['skips in CI where the network was tried', { isThere: false, isCi: true, unreachable: 'timed out' }, 'skip'],
    ['skips on the machine of a person', { isThere: false, isCi: false, unreachable: undefined }, 'skip'],
  ] as const)('%s', (_, state, judgement) => {
    expect(judgePeer(state)).toBe(judgement);
  });
});

describe('parseUnreachable', () => {
  const RECORD = 'go: proxy: connection refused\npython: ERROR: no such host\n';

  it.each([
    ['go', 'proxy: connection refused'],
    ['python', 'ERROR: no such host'],
    ['debian', undefined],
  ] as const)('finds the line of %s', (kind, reason) => {
    expect(parseUnreachable(RECORD, kind)).toBe(reason);
  });

  it('takes no line that only mentions a kind', () => {
    expect(parseUnreachable('python: go: is not there\nnot go: either\n', 'go')).toBeUndefined();
  });
});
