// SPDX-License-Identifier: Apache-2.0
import { DIGEST_CONSUMER, FORMAT_CONSUMER, sha256Consumer, type ConsumerRegistry } from '@mpk/core';
import { formatConsumer } from '@mpk/formats';
import { gitSha1Consumer } from '@mpk/hubs';

export const GIT_SHA1_CONSUMER = 'git-sha1';

/** Every consumer of the single pass. The main thread and its workers both read this table. */
export const REGISTRY: ConsumerRegistry = {
  [DIGEST_CONSUMER]: sha256Consumer,
  [FORMAT_CONSUMER]: formatConsumer,
  [GIT_SHA1_CONSUMER]: gitSha1Consumer,
};
