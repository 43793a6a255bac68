// SPDX-License-Identifier: Apache-2.0
import { collectBundles, type AttestationSource, type EvidenceBundle, type FoundBundle } from '@mpk/core';
import { dependency, omsOf, provenanceOf, thing, type Thing } from '../gate/signed.js';

const ci = { signer: 'ci' };
const found = (bundle: EvidenceBundle, source = 'store'): FoundBundle => ({
  source,
  bytes: Buffer.from(bundle.content, 'base64'),
});

/** A store of bundles by subject, which counts what it is asked. */
function storeOf(...entries: [Thing, EvidenceBundle][]): AttestationSource & { asked: string[][] } {
  const asked: string[][] = [];
  return {
    asked,
    find: (digests) => {
      asked.push([...digests]);
      const hits = entries.filter(([of]) => digests.has(of.sha256) || digests.has(of.manifestDigest.slice(7)));
      return Promise.resolve(hits.map(([, bundle]) => found(bundle)));
    },
  };
}

const [model, base, foundation] = ['model', 'base', 'foundation'].map(thing) as [Thing, Thing, Thing];
const digests = [model.manifestDigest.slice(7), model.sha256];
const own = provenanceOf(model, [dependency(base, 'base-model')], ci);
const ofBase = provenanceOf(base, [dependency(foundation, 'base-model')], ci);

describe('collectBundles', () => {
  it('finds what is about the model, and about its ancestors generation by generation', async () => {
    const store = storeOf([model, own], [base, ofBase], [base, omsOf(base, ci)], [foundation, omsOf(foundation, ci)]);
    const { bundles, related } = await collectBundles({ digests, given: [], sources: [store], ancestors: true });
    expect([bundles.length, related?.length]).toEqual([1, 3]);
    expect(store.asked.map((one) => one.length)).toEqual([2, 2, 2]);
  });

  it('looks for no ancestors where they do not matter', async () => {
    const store = storeOf([model, own], [base, ofBase]);
    const { bundles, related } = await collectBundles({ digests, given: [], sources: [store], ancestors: false });
    expect([bundles.length, related, store.asked.length]).toEqual([1, undefined, 1]);
  });

  it('keeps what was given first, and everything once', async () => {
    const given = [found(own, 'claims.jsonl:1'), found(ofBase, 'claims.jsonl:2')];
    const store = storeOf([model, own], [base, ofBase], [foundation, omsOf(foundation, ci)]);
    const { bundles, related } = await collectBundles({ digests, given, sources: [store, store], ancestors: true });
    expect(bundles).toEqual(given);
    expect(related).toHaveLength(1);
  });

  it('ends where a family tree has a circle', async () => {
    const store = storeOf([model, own], [base, provenanceOf(base, [dependency(model, 'base-model')], ci)]);
    const { related } = await collectBundles({ digests, given: [], sources: [store], ancestors: true });
    expect(related).toHaveLength(1);
  });

  it('follows no claim that is not what its type demands, and keeps what cannot be read for whoever judges', async () => {
    const broken = provenanceOf(model, [dependency(base, 'base-model')], ci, (p) => delete p.runDetails);
    const garbage = { source: 'x', bytes: Buffer.from('{') };
    const store = storeOf([model, broken], [base, ofBase]);
    const { bundles, related } = await collectBundles({ digests, given: [garbage], sources: [store], ancestors: true });
    expect([bundles.length, related?.length]).toEqual([2, 0]);
  });

  it.each([
    ['about the model', model, 257],
    ['about its ancestors', base, 4097],
  ])('throws INPUT_TOO_LARGE for more %s than evidence can hold', async (_, of, count) => {
    const bundles = Array.from({ length: count }, (_, i) =>
      found(provenanceOf(of, [dependency(base, 'base-model')], ci, (p) => (p.i = i))),
    );
    const flood: AttestationSource = {
      find: (wanted) => Promise.resolve(wanted.has(of.sha256) ? bundles : []),
    };
    const given = of === model ? [] : [found(own)];
    const collected = collectBundles({ digests, given, sources: [flood], ancestors: true });
    await expect(collected).rejects.toMatchObject({ code: 'INPUT_TOO_LARGE' });
  });
});
