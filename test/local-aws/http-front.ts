import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type Agent, request } from 'node:https';
import type { AddressInfo } from 'node:net';

/**
 * Plain http in front of the local AWS, for the calls that must be refused without TLS.
 *
 * The server speaks TLS only, because CDK's own staging bucket refuses anything else. It takes the header `X-Forwarded-Proto` as what
 * the client used. Everything else is passed on as it is, the `Host` header too: the signature covers it.
 */
export async function startHttpFront(httpsPort: number, agent: Agent): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server = createServer((incoming, outgoing) => passOn(incoming, outgoing, httpsPort, agent));
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  server.unref(); // it must not keep a program alive that forgot to stop it
  return { port: (server.address() as AddressInfo).port, close: () => close(server) };
}

function passOn(incoming: IncomingMessage, outgoing: ServerResponse, port: number, agent: Agent): void {
  const { method, url: path } = incoming;
  const headers = { ...incoming.headers, 'x-forwarded-proto': 'http' };
  const forwarded = request({ host: '127.0.0.1', port, agent, method, path, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  forwarded.on('error', (error) => {
    if (!outgoing.headersSent) outgoing.writeHead(502);
    outgoing.end(String(error));
  });
  incoming.pipe(forwarded);
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
