// SPDX-License-Identifier: Apache-2.0
import { generateKeyPairSync } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PEERS_FOLDER } from '../describe-with.js';
import { freePort, ServerProcess } from '../server-process.js';

/** The logs that one Trillian holds: the certificate log's and Rekor's. */
const TRILLIAN_LOGS = ['ct', 'rekor'];
const REKOR_ENDPOINTS = 'getLogInfo,getPublicKey,getLogProof,createLogEntry,getLogEntryByIndex,getLogEntryByUUID';

/** A started service, where it is, and a file with what its answers verify with (PEM). */
export interface Service {
  readonly server: ServerProcess;
  readonly url: string;
  readonly trustFile: string;
}

/** Starts the programs in build/peers; each keeps its files in one folder, and listens on 127.0.0.1 only. */
export class ServiceStarter {
  readonly started: ServerProcess[] = [];

  constructor(private readonly folder: string) {}

  /** Trillian's log server, its sequencer, and two empty logs. */
  async trillian(): Promise<{ port: number; logs: Readonly<Record<string, string>> }> {
    const server = this.#start('trillian', TRILLIAN_LOGS);
    return JSON.parse(await server.firstLine()) as { port: number; logs: Record<string, string> };
  }

  /** Fulcio with a root in memory, for identities of one issuer. */
  async fulcio(options: { issuer: string; certificateLogUrl: string }): Promise<Service> {
    const { issuer } = options;
    // Fulcio reads YAML that is JSON as another, older form.
    const config = await this.#write(
      'fulcio.yaml',
      `oidc-issuers:\n  ${issuer}:\n    issuer-url: ${issuer}\n    client-id: sigstore\n    type: email\n`,
    );
    const [port, grpcPort, metricsPort] = [await freePort(), await freePort(), await freePort()];
    const server = this.#start('fulcio', [
      'serve',
      ...['--ca', 'ephemeralca', '--config-path', config, '--ct-log-url', options.certificateLogUrl],
      ...['--host', '127.0.0.1', '--port', `${port}`, '--grpc-host', '127.0.0.1', '--grpc-port', `${grpcPort}`],
      ...['--metrics-port', `${metricsPort}`, '--legacy-unix-domain-socket', join(this.folder, 'fulcio.sock')],
    ]);
    const url = `http://127.0.0.1:${port}`;
    return { server, url, trustFile: await this.#fetchTrust(server, `${url}/api/v1/rootCert`, 'fulcio.pem') };
  }

  /** Google's certificate transparency front end, which takes certificates below one root. */
  async certificateLog(options: {
    port: number;
    trillianPort: number;
    logId: string;
    rootFile: string;
  }): Promise<Service> {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const der = privateKey.export({ type: 'pkcs8', format: 'der' }).toString('hex').replace(/../g, '\\x$&');
    const config = await this.#write(
      'ct.textproto',
      `config {
  log_id: ${options.logId} prefix: "ct" roots_pem_file: "${options.rootFile}" max_merge_delay_sec: 86400
  private_key { [type.googleapis.com/keyspb.PrivateKey] { der: "${der}" } }
}`,
    );
    const address = `127.0.0.1:${options.port}`;
    const backend = `127.0.0.1:${options.trillianPort}`;
    const flags = ['--log_config', config, '--log_rpc_server', backend, '--http_endpoint', address, '-logtostderr'];
    const server = this.#start('ct_server', flags);
    await server.untilAnswers(`http://${address}/ct/ct/v1/get-sth`);
    const trustFile = await this.#write('ct.pub', publicKey.export({ type: 'spki', format: 'pem' }).toString());
    return { server, url: `http://${address}/ct`, trustFile };
  }

  /** Sigstore's timestamp authority with a chain in memory; its URL is that of the requests. */
  async timestampAuthority(): Promise<Service> {
    const port = await freePort();
    const server = this.#start('timestamp-server', [`${port}`]);
    const url = `http://127.0.0.1:${port}/api/v1/timestamp`;
    return { server, url, trustFile: await this.#fetchTrust(server, `${url}/certchain`, 'tsa.pem') };
  }

  /** Rekor v1 over a log of Trillian's, without the search index, which would need a database. */
  async rekorV1(options: { trillianPort: number; logId: string }): Promise<Service> {
    const port = await freePort();
    const server = this.#start('rekor-server', [
      'serve',
      ...['--port', `${port}`, '--rekor_server.address', '127.0.0.1', '--rekor_server.hostname', 'rekor.local'],
      ...['--trillian_log_server.address', '127.0.0.1', '--trillian_log_server.port', `${options.trillianPort}`],
      ...['--trillian_log_server.tlog_id', options.logId, '--rekor_server.signer', 'memory'],
      ...['--enable_retrieve_api=false', '--enabled_api_endpoints', REKOR_ENDPOINTS],
    ]);
    const url = `http://127.0.0.1:${port}`;
    return { server, url, trustFile: await this.#fetchTrust(server, `${url}/api/v1/log/publicKey`, 'rekor1.pub') };
  }

  /** Rekor v2 over files. Its origin is the host of its URL: clients derive the one from the other. */
  async rekorV2(): Promise<Service> {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const key = await this.#write('rekor2.key', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
    const tiles = join(this.folder, 'tiles');
    await mkdir(tiles);
    const [port, grpcPort, metricsPort] = [await freePort(), await freePort(), await freePort()];
    const server = this.#start('rekor-tiles', [
      'serve',
      ...['--http-address', '127.0.0.1', '--http-port', `${port}`, '--grpc-address', '127.0.0.1'],
      ...['--grpc-port', `${grpcPort}`, '--http-metrics-port', `${metricsPort}`, '--hostname', '127.0.0.1'],
      ...['--signer-filepath', key, '--storage-dir', tiles, '--checkpoint-interval', '500ms'],
    ]);
    const url = `http://127.0.0.1:${port}`;
    await server.untilAnswers(`${url}/healthz`);
    const trustFile = await this.#write('rekor2.pub', publicKey.export({ type: 'spki', format: 'pem' }).toString());
    return { server, url, trustFile };
  }

  #start(program: string, args: readonly string[]): ServerProcess {
    const options = { cwd: this.folder, env: { HOME: this.folder, PATH: process.env['PATH'] ?? '' } };
    const server = new ServerProcess(join(PEERS_FOLDER, program), args, options);
    this.started.push(server);
    return server;
  }

  async #fetchTrust(server: ServerProcess, url: string, name: string): Promise<string> {
    await server.untilAnswers(url);
    return this.#write(name, await (await fetch(url)).text());
  }

  async #write(name: string, text: string): Promise<string> {
    const path = join(this.folder, name);
    await writeFile(path, text);
    return path;
  }
}
