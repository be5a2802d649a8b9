// `npm run bench:widget`: how long a family on an old phone in a bad network waits for the first word, ours beside the published
// Web Chat (its minimal bundle) on the same line in the same run. 400 kbit/s, 400 ms, a processor four times slower. Both scripts
// are fetched pressed (gzip), nothing is in any cache, each figure is the median of fresh browsers.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const published = join(root, 'test', 'peers', 'node_modules', 'botframework-webchat', 'dist', 'webchat-minimal.js');
const rounds = Number(process.env['ROUNDS'] ?? 3);
const goal = 3000;

const folder = mkdtempSync(join(tmpdir(), 'luotsi-bench-widget-'));
const service = spawn(process.execPath, [join(root, 'dist', 'main.js')], {
  cwd: folder,
  env: {
    ...process.env,
    NODE_ENV: 'development',
    PORT: '0',
    DATA_FOLDER: join(root, 'data'),
    DATABASE_FILE: join(folder, 'bench.db'),
    LOG_LEVEL: 'silent',
  },
  stdio: ['ignore', 'pipe', 'inherit'],
});
let peer;
try {
  const address = await new Promise((resolve, reject) => {
    let said = '';
    service.stdout.on('data', (part) => {
      said += part;
      const found = /open at (http:\S+)/.exec(said)?.[1];
      if (found) resolve(found);
    });
    service.once('exit', () => reject(new Error(`the service stopped before it opened: ${said}`)));
  });
  const rows = [['Luotsi', await median(() => measure(`${address}/?lang=fi`, 'luotsi-chat li.luotsi'))]];
  if (existsSync(published)) {
    peer = await servePeer(address);
    rows.push(['botframework-webchat minimal', await median(() => measure(peer.address, 'text=keskustelurobotti'))]);
  } else process.stdout.write('no Web Chat to compare with: npm ci --prefix test/peers --ignore-scripts\n');
  process.stdout.write(`first message at 400 kbit/s, 400 ms, 4x slower processor; median of ${rounds}\n`);
  for (const [name, { milliseconds, kilobytes }] of rows)
    process.stdout.write(
      `${name.padEnd(30)} ${(milliseconds / 1000).toFixed(2).padStart(6)} s  ${kilobytes.toFixed(0).padStart(5)} kB fetched\n`,
    );
  const [[, ours]] = rows;
  if (ours.milliseconds > goal) {
    process.stderr.write(`the first message came after ${goal} ms\n`);
    process.exitCode = 1;
  }
} finally {
  peer?.server.close();
  service.kill();
  await new Promise((resolve) => service.once('exit', resolve));
  rmSync(folder, { recursive: true, force: true });
}

async function measure(page_, selector) {
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
    const line = await page.context().newCDPSession(page);
    await line.send('Network.enable');
    const throughput = (400 * 1000) / 8;
    await line.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 400,
      downloadThroughput: throughput,
      uploadThroughput: throughput,
    });
    await line.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    let bytes = 0;
    line.on('Network.loadingFinished', (event) => (bytes += event.encodedDataLength));
    const began = performance.now();
    await page.goto(page_, { waitUntil: 'commit', timeout: 120_000 });
    await page.locator(selector).first().waitFor({ timeout: 120_000 });
    return { milliseconds: performance.now() - began, kilobytes: bytes / 1000 };
  } finally {
    await browser.close();
  }
}

async function median(act) {
  const found = [];
  for (let round = 0; round < rounds; round += 1) found.push(await act());
  return found.sort((one, other) => one.milliseconds - other.milliseconds)[Math.floor(rounds / 2)];
}

/** A page with Web Chat on an origin of its own, as a region's site would have it. */
async function servePeer(address) {
  const script = gzipSync(readFileSync(published), { level: 9 });
  const server = createServer(async (request, response) => {
    if (request.url === '/web-chat.js')
      return response.writeHead(200, { 'content-type': 'text/javascript', 'content-encoding': 'gzip' }).end(script);
    const granted = await fetch(`${address}/directline/tokens/generate`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ locale: 'fi' }),
    });
    const { token } = await granted.json();
    return response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      .end(`<!doctype html><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Web Chat</title><div id="chat" style="height: 700px"></div><script src="/web-chat.js"></script>
<script>WebChat.renderWebChat({ directLine: WebChat.createDirectLine({ domain: '${address}/directline', token: '${token}' }), locale: 'fi-FI' }, document.getElementById('chat'));</script>`);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, address: `http://127.0.0.1:${server.address().port}/` };
}
