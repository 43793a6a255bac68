// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { looksLikeSecret } from '../../src/record/secrets.js';

const randomText = (i: number): string => createHash('sha384').update(String(i)).digest('base64');

describe('values that look like secrets', () => {
  test.each([
    ['a password by its name', 'DB_PASSWORD', 'x'],
    ['a camel-case secret', 'clientSecret', 'x'],
    ['an option for an API key', '--api-key', 'x'],
    ['an access key', 'AWS_ACCESS_KEY_ID', 'x'],
    ['a token of letters and digits', 'HF_TOKEN', 'abcdefgh12345678'],
    ['a short token, as a variable', 'HF_TOKEN', 'abcde'],
    ['a password by its short name', '--pass', 'hunter2'],
    ['a personal access token', '--pat', 'hunter2'],
    ['a token of the Hub, whatever its name', 'X', `hf_${'a'.repeat(34)}`],
    ['a token of GitHub', '', `ghp_${'A1'.repeat(18)}`],
    ['a fine-grained token of GitHub', '', `github_pat_${'A1_'.repeat(10)}`],
    ['a token of GitLab', '', `glpat-${'x'.repeat(20)}`],
    ['an AWS key id', '', 'AKIAIOSFODNN7EXAMPLE'],
    ['a Google API key', '', `AIza${'x'.repeat(35)}`],
    ['an OpenAI key', '', `sk-proj-${'x'.repeat(30)}`],
    ['a Slack token', '', 'xoxb-123456789012-abc'],
    ['a JSON Web Token', '', `eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMjM0In0.${'x'.repeat(20)}`],
    ['a bearer header', '', 'Authorization: Bearer abcdefgh12345678'],
    ['a password in an address', '', 'postgres://user:hunter2@db/x'],
    ['a signed address', '', `https://b.example/o?X-Amz-Signature=${'a'.repeat(64)}`],
    ['a private key', '', '-----BEGIN EC PRIVATE KEY-----\nMHc...'],
    ['a key in hexadecimal, under a name with key in it', '--wandb-key', '0123456789abcdef'.repeat(3).slice(0, 40)],
    ['a secret in the midst of a text', '', `run --with hf_${'b'.repeat(34)} now`],
  ])('%s is one', (_, name, value) => {
    expect(looksLikeSecret(name, value)).toBe(true);
  });

  it('takes long random texts for secrets, without any name', () => {
    for (let i = 0; i < 500; i += 1) expect(looksLikeSecret('', randomText(i))).toBe(true);
  });

  test.each([
    ['an empty text', 'PASSWORD', ''],
    ['a learning rate', '--lr', '3e-5'],
    ['a path', '', '/data/Corpus2024/Train/Shard-00001-of-00032.parquet'],
    ['a git commit', 'COMMIT', 'ab724760e0d4a5ed946c470a467e01f14f1eb514'],
    ['a switch', 'use_auth_token', 'True'],
    ['no password', '--password', 'None'],
    ['a digest under a name with key in it', '--cache-key', `sha256:${'ab12'.repeat(16)}`],
    ['a column', '--sort-key', 'created_at'],
    ['a path under a name with key in it', '--key', 'data/2024/train/part-00001'],
    ['a number of passes', '--pass', '3'],
    ['a digest', '', `sha256:${'ab12'.repeat(16)}`],
    ['a UUID', 'RUN', 'b795e144-12ba-4cf2-82f3-035493da003c'],
    ['the name of a model', '--model', 'meta-llama/Llama-3.2-1B-Instruct'],
    ['a special token', '--pad-token', '<|endoftext|>'],
    ['a number of tokens', '--max-tokens', '4096'],
    ['a name of a tokenizer', '--tokenizer', 'bert-base-uncased'],
    ['a hash seed', 'PYTHONHASHSEED', '0'],
    ['a program', '', 'import torch; print(torch.cuda.is_available())'],
    ['an address without a password', '', 'https://user@example.com/x?page=2'],
    ['an author', '--author', 'x'],
    ['a keyboard', '--keyboard', 'x'],
  ])('%s is none', (_, name, value) => {
    expect(looksLikeSecret(name, value)).toBe(false);
  });
});
