// SPDX-License-Identifier: Apache-2.0
import type { ServerResponse } from 'node:http';
import type { WireFault } from './faults.ts';

const HUGE_CHUNKS = 32;
const CHUNK = 'x'.repeat(1024 * 1024);
const JSON_TYPE = { 'content-type': 'application/json' };

/** Answers as the fault says. @returns false where the service is to answer itself */
export function misbehave(fault: WireFault, body: Buffer, response: ServerResponse): boolean {
  switch (fault.wire) {
    case 'reset':
      response.destroy();
      return true;
    case 'silent':
      return true;
    case 'endless':
      response.writeHead(200, JSON_TYPE).write('{');
      return true;
    case 'huge':
      response.writeHead(200, JSON_TYPE);
      void writeMuch(response);
      return true;
    case 'garbage':
      response.writeHead(200, { 'content-type': 'text/plain' }).end('this is no answer');
      return true;
    case 'empty':
      response.writeHead(200, JSON_TYPE).end();
      return true;
    case 'redirect':
      response.writeHead(307, { location: '/elsewhere' }).end();
      return true;
    case 'echo':
      response.writeHead(fault.status ?? 400, JSON_TYPE);
      response.end(JSON.stringify({ code: 3, message: `no: ${body.toString()}` }));
      return true;
    default:
      if (fault.status === undefined) return false;
      response.writeHead(fault.status, JSON_TYPE).end('{"code":3,"message":"no"}');
      return true;
  }
}

/** As fast as it is read: a reader that stops is not filled up with. */
async function writeMuch(response: ServerResponse): Promise<void> {
  response.write('{"x":"');
  for (let i = 0; i < HUGE_CHUNKS && !response.destroyed; i++) {
    if (!response.write(CHUNK)) await new Promise((resolve) => response.once('drain', resolve).once('close', resolve));
  }
  response.end('"}');
}
