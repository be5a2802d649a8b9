import { openDatabase } from '../../src/storage/database';
import type { Database } from '../../src/storage/sql';
import { onPostgresql, type Engine } from '../support/engines';
import { deskContract } from './desk-contract';

describe('the queue in libSQL', () => {
  let database: Database;
  afterEach(() => database.close());
  deskContract(async () => {
    database = await openDatabase({ url: undefined, file: ':memory:' });
    return database;
  });
});

describe('the queue', () =>
  onPostgresql((open) => {
    let engine: Engine | undefined;
    afterAll(async () => {
      await engine?.close();
    });
    deskContract(async () => {
      engine ??= await open();
      return engine.database;
    });
  }));
