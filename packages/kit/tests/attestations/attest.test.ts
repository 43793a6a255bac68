// SPDX-License-Identifier: Apache-2.0
import { chmodSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_CLAIMS, parseBundle, parseStatement, splitClaims } from '@mpk/core';
import { thrownCode, withTempFolder } from '@mpk/testkit';
import { attestModel, type AttestOptions } from '@mpk/kit/attest';
import { digestModel } from '@mpk/kit/digest';
import { generateKeyFiles } from '@mpk/kit/key';
import { signModel } from '@mpk/kit/sign';
import { verifyModel } from '@mpk/kit/verify';

const TEST_RESULT = { result: 'PASSED', configuration: [] };
const TYPE = 'https://in-toto.io/attestation/test-result/v0.1';

interface Setup {
  readonly folder: string;
  readonly model: string;
  readonly attest: (
    options?: Partial<AttestOptions> & { predicate?: object; by?: string },
  ) => ReturnType<typeof attestModel>;
  readonly sign: (by: string, append?: boolean) => ReturnType<typeof signModel>;
  /** outcome and code of every line under these requirements */
  readonly judge: (requirements: string, options?: object) => Promise<string[]>;
}

/** A model with weights, and the keys `ci` and `qa`. */
async function withModel(use: (setup: Setup) => Promise<void>): Promise<void> {
  await withTempFolder(async (folder) => {
    const model = join(folder, 'model');
    mkdirSync(model);
    writeFileSync(join(model, 'config.json'), '{}');
    writeFileSync(join(model, 'w.safetensors'), safetensors());
    for (const name of ['ci', 'qa']) generateKeyFiles({ name: join(folder, name), curve: 'P-256' });
    const keyOf = (name: string) => ({ key: { privateKeyPath: join(folder, `${name}.key`) } });
    await use({
      folder,
      model,
      attest: ({ predicate = TEST_RESULT, by = 'ci', ...options } = {}) => {
        const predicatePath = join(folder, 'predicate.json');
        writeFileSync(predicatePath, JSON.stringify(predicate));
        return attestModel({ model, type: 'evaluation', predicatePath, method: keyOf(by), ...options });
      },
      sign: (by, append = false) => signModel({ model, method: keyOf(by), append, overwrite: !append }),
      judge: async (requirements, options = {}) => {
        const path = join(folder, 'policy.yaml');
        writeFileSync(path, policy(requirements));
        const { result } = await verifyModel({ model, policy: { path }, ...options });
        expect(result.error).toBeUndefined();
        return result.requirements.map(({ id, outcome, code }) => `${id} ${outcome} ${code}`);
      },
    });
  });
}

const policy = (requirements: string): string => `apiVersion: modelprovenance.dev/v1alpha1
kind: ModelPolicy
metadata: { name: p }
spec:
  trust: { signers: { ci: { key: { file: ci.pub } }, qa: { key: { file: qa.pub } } } }
  requirements: { ${requirements} }
`;

function safetensors(): Buffer {
  const header = Buffer.from('{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}');
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, header, Buffer.from([7])]);
}

const ASKED = `attestations: [{ id: eval, predicateType: "${TYPE}", signedBy: [ci] }]`;

describe('attestModel', () => {
  it('adds a statement about manifest, OMS root and weights to the claims, which are no part of the model', async () => {
    await withModel(async ({ model, attest, judge }) => {
      const before = await digestModel({ model });
      const outcome = await attest();
      const [line] = splitClaims(readFileSync(join(model, 'claims.jsonl')));
      const { subject, predicateType } = parseStatement(parseBundle(line!).envelope.payload, 10_000);
      expect(predicateType).toBe(TYPE);
      expect(subject).toEqual([
        { name: 'model#manifest', digest: { sha256: before.manifestDigest.slice(7) } },
        { name: 'model#oms-root', digest: { sha256: before.omsRootDigest.slice(7) } },
        { name: 'w.safetensors', digest: { sha256: before.files.find((f) => f.name === 'w.safetensors')!.sha256 } },
      ]);
      expect(outcome).toMatchObject({ subjects: 3, manifestDigest: before.manifestDigest });
      expect((await digestModel({ model })).manifestDigest).toBe(before.manifestDigest);
      expect(await judge(ASKED)).toEqual(['attestation:eval pass PASSED']);
    });
  });

  it('writes a file of its own where one is named, which verification finds in a folder of attestations', async () => {
    await withModel(async ({ folder, model, attest, judge }) => {
      const store = join(folder, 'store');
      mkdirSync(join(store, 'deep'), { recursive: true });
      await attest({ outputPath: join(store, 'deep', 'a.json') });
      writeFileSync(join(store, 'README.md'), 'not looked at');
      writeFileSync(join(store, 'broken.json'), '{');
      symlinkSync('/etc/passwd', join(store, 'link.json'));
      expect(readdirSync(model)).not.toContain('claims.jsonl');
      expect(await judge(ASKED)).toEqual(['attestation:eval fail ATTESTATION_MISSING']);
      expect(await judge(ASKED, { attestationPaths: [store] })).toEqual(['attestation:eval pass PASSED']);
      expect(await judge(ASKED, { attestationPaths: [join(store, 'deep', 'a.json')] })).toEqual([
        'attestation:eval pass PASSED',
      ]);
    });
  });

  it.each([
    ['a predicate of another kind', { type: 'training' as const }, 'INPUT_MALFORMED'],
    ['a predicate that its schema refuses', { predicate: { result: 'FINE' } }, 'INPUT_MALFORMED'],
    ['a custom type without a name', { type: 'custom' as const }, 'USAGE'],
    ['a custom type that is no URI', { type: 'custom' as const, predicateType: 'review' }, 'USAGE'],
    [
      'a custom type that only signatures have',
      { type: 'custom' as const, predicateType: 'https://model_signing/signature/v1.0' },
      'USAGE',
    ],
    [
      'a custom type that only signatures of model_signing 0.2 have',
      { type: 'custom' as const, predicateType: 'https://model_signing/Digests/v0.1' },
      'USAGE',
    ],
    ['a predicate type for a kind that has one', { predicateType: 'https://acme.example/x' }, 'USAGE'],
    ['a predicate file that is not there', { predicatePath: '/nowhere/x.json' }, 'INPUT_UNREADABLE'],
  ])('refuses %s, and writes nothing', async (_, options, code) => {
    await withModel(async ({ model, attest }) => {
      await expect(thrownCode(() => attest(options))).resolves.toBe(code);
      expect(readdirSync(model).sort()).toEqual(['config.json', 'w.safetensors']);
    });
  });

  it('takes a custom predicate of any shape, and bills of materials by what they say that they are', async () => {
    await withModel(async ({ attest, folder }) => {
      const write = async (name: string, options: object) =>
        (await attest({ outputPath: join(folder, name), ...options })).predicateType;
      const custom = {
        type: 'custom' as const,
        predicateType: 'https://acme.example/review/v1',
        predicate: { ok: true },
      };
      expect(await write('1', custom)).toBe('https://acme.example/review/v1');
      const bom = { type: 'bom' as const };
      expect(await write('2', { ...bom, predicate: { bomFormat: 'CycloneDX', specVersion: '1.6' } })).toBe(
        'https://cyclonedx.org/bom',
      );
      expect(await write('3', { ...bom, predicate: { '@context': 'x', '@graph': [{}] } })).toBe(
        'https://spdx.dev/Document/v3',
      );
    });
  });

  it('does not replace a file unless it is told to', async () => {
    await withModel(async ({ folder, attest }) => {
      const outputPath = join(folder, 'a.json');
      await attest({ outputPath });
      await expect(thrownCode(() => attest({ outputPath }))).resolves.toBe('OUTPUT_EXISTS');
      await expect(thrownCode(() => attest({ outputPath, overwrite: true }))).resolves.toBe('nothing thrown');
      await expect(thrownCode(() => attest({ outputPath: join(folder, 'no', 'a.json') }))).resolves.toBe(
        'OUTPUT_UNWRITABLE',
      );
    });
  });
});

describe('several signatures', () => {
  it('of different signers count together, in model.sig and in the claims', async () => {
    await withModel(async ({ sign, judge }) => {
      await sign('ci');
      expect(await judge('signature: { anyOf: [ci, qa], threshold: 2 }')).toEqual(['signature fail SIGNATURE_MISSING']);
      await sign('qa', true);
      expect(await judge('signature: { anyOf: [ci, qa], threshold: 2 }')).toEqual(['signature pass PASSED']);
    });
  });

  it('of the model as it was stand beside those of the model as it is', async () => {
    await withModel(async ({ model, sign, judge }) => {
      await sign('ci', true);
      writeFileSync(join(model, 'config.json'), '{"changed":true}');
      expect(await judge('signature: { anyOf: [ci] }')).toEqual(['signature fail FILES_MISMATCH']);
      await sign('ci', true);
      expect(await judge('signature: { anyOf: [ci] }')).toEqual(['signature pass PASSED']);
    });
  });

  it('made at the same time are all kept', async () => {
    await withModel(async ({ model, sign, attest }) => {
      await Promise.all([sign('ci', true), sign('qa', true), attest(), attest({ by: 'qa' })]);
      expect(splitClaims(readFileSync(join(model, 'claims.jsonl')))).toHaveLength(4);
      expect(readdirSync(model).sort()).toEqual(['claims.jsonl', 'config.json', 'w.safetensors']);
    });
  });

  it('are refused where the claims are full', async () => {
    await withModel(async ({ model, sign }) => {
      await sign('ci', true);
      const line = readFileSync(join(model, 'claims.jsonl'), 'utf8');
      writeFileSync(join(model, 'claims.jsonl'), line.repeat(MAX_CLAIMS));
      await expect(thrownCode(() => sign('qa', true))).resolves.toBe('INPUT_TOO_LARGE');
      expect(readFileSync(join(model, 'claims.jsonl'), 'utf8')).toBe(line.repeat(MAX_CLAIMS));
    });
  });

  it('do not fit into a file of the model that happens to be called claims.jsonl', async () => {
    await withModel(async ({ model, sign, judge }) => {
      writeFileSync(join(model, 'claims.jsonl'), '{"claim":"the earth is round"}\n');
      await expect(thrownCode(() => sign('ci', true))).resolves.toBe('INPUT_MALFORMED');
      await sign('ci');
      expect(await judge('signature: { anyOf: [ci] }')).toEqual(['signature pass PASSED']);
      // It is a file like all others: what is put in its place is not signed.
      writeFileSync(join(model, 'claims.jsonl'), '{"claim":"the earth is flat"}\n');
      expect(await judge('signature: { anyOf: [ci] }')).toEqual(['signature fail FILES_MISMATCH']);
    });
  });

  it('cannot hide a file in the claims: a line that is no bundle makes it a file like all others', async () => {
    await withModel(async ({ model, sign, judge }) => {
      await sign('ci', true);
      const claims = readFileSync(join(model, 'claims.jsonl'), 'utf8');
      expect(await judge('signature: { anyOf: [ci] }')).toEqual(['signature pass PASSED']);
      writeFileSync(join(model, 'claims.jsonl'), `${claims}import os; os.system("x")\n`);
      expect(await judge('signature: { anyOf: [ci] }')).toEqual(['signature fail SIGNATURE_MISSING']);
    });
  });

  it('wait for nobody for ever, and say what holds them up', async () => {
    await withModel(async ({ model, sign }) => {
      chmodSync(model, 0o755);
      writeFileSync(join(model, 'claims.jsonl.lock'), '');
      await expect(thrownCode(() => sign('ci', true))).resolves.toBe('OUTPUT_UNWRITABLE');
    });
  });
});

describe('a single file', () => {
  it('has its signature and claims beside it', async () => {
    await withModel(async ({ model, folder }) => {
      const file = join(model, 'w.safetensors');
      const method = { key: { privateKeyPath: join(folder, 'ci.key') } };
      await signModel({ model: file, method });
      await signModel({ model: file, method: { key: { privateKeyPath: join(folder, 'qa.key') } }, append: true });
      expect(readdirSync(model).sort()).toEqual([
        'config.json',
        'w.safetensors',
        'w.safetensors.claims.jsonl',
        'w.safetensors.sig',
      ]);
      const path = join(folder, 'policy.yaml');
      writeFileSync(path, policy('signature: { anyOf: [ci, qa], threshold: 2 }'));
      expect((await verifyModel({ model: file, policy: { path } })).result.verdict).toBe('pass');
    });
  });
});
