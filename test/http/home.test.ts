import { request } from 'node:http';
import { startTestService, type TestService } from '../support/service';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

/** Asks who works, as a browser does that was led here by a name. */
function whoWorks(host: string, headers: Readonly<Record<string, string>> = {}): Promise<number> {
  const { port, hostname } = new URL(service.address);
  return new Promise((resolve, reject) => {
    const asked = request(
      { host: hostname, port, path: '/console/api/me', headers: { host, ...headers }, agent: false },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      },
    );
    asked.on('error', reject);
    asked.end();
  });
}

describe('at home, where the console needs no sign-in', () => {
  it.each([
    ['localhost', 200],
    ['localhost:3978', 200],
    ['127.0.0.1:3978', 200],
    ['[::1]:3978', 200],
    ['elsewhere.example.test', 401],
    ['elsewhere.example.test:3978', 401],
    ['localhost.example.test', 401],
    ['127.0.0.1.example.test', 401],
  ])('a browser that calls this machine %s is answered %i', async (host, status) => {
    expect(await whoWorks(host)).toBe(status);
  });

  it('another site’s page is refused, whatever name it calls', async () => {
    expect(await whoWorks('localhost:3978', { origin: 'http://localhost:3978' })).toBe(200);
    expect(await whoWorks('localhost:3978', { origin: 'http://elsewhere.example.test' })).toBe(403);
    expect(await whoWorks('localhost:3978', { 'sec-fetch-site': 'cross-site' })).toBe(403);
  });

  it('a request that was passed on is not at home', async () => {
    expect(await whoWorks('localhost:3978', { 'x-forwarded-for': '192.0.2.1' })).toBe(401);
  });
});
