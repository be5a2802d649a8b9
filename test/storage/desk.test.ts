import { openDatabase } from '../../src/storage/database';
import type { Database } from '../../src/storage/sql';
import { openSchema, type Engine } from '../support/engines';
import { deskContract } from './desk-contract';

const address = process.env['TEST_DATABASE_URL'];

describe('the queue in libSQL', () => {
  let database: Database;
  afterEach(() => database.close());
  deskContract(async () => {
    database = await openDatabase({ url: undefined, file: ':memory:' });
    return database;
  });
});

(address === undefined ? describe.skip : describe)(
  'the queue in PostgreSQL (runs when TEST_DATABASE_URL is set)',
  () => {
    let engine: Engine | undefined;
    afterAll(async () => {
      await engine?.close();
    });
    deskContract(async () => {
      engine ??= await openSchema();
      return engine.database;
    });
  },
);
