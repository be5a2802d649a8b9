// BotBuilder's own five-step waterfall on MemoryStorage, to be measured beside: by CloudAdapter behind restify, and in process;
// and a bare restify echo. Started by `npm run bench`; prints its addresses, and answers `measure` on its standard input.
const { createRequire } = require('node:module');
const { join } = require('node:path');
const house = createRequire(join(__dirname, '..', '..', 'package.json'));
const restify = house('restify');
const {
  ActivityHandler,
  BotAdapter,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConversationState,
  MemoryStorage,
  TurnContext,
} = require('botbuilder');
const { DialogSet, DialogTurnStatus, TextPrompt, WaterfallDialog } = require('botbuilder-dialogs');

const questions = ['Kuka kirjoittaa?', 'Mistä on kyse?', 'Minkä ikäinen lapsi on?', 'Missä asutte?', 'Mitä toivot?'];

function waterfallBot() {
  const state = new ConversationState(new MemoryStorage());
  const dialogs = new DialogSet(state.createProperty('dialogs'));
  dialogs.add(new TextPrompt('text'));
  const ask = (index) => async (step) => {
    if (index > 0) step.values[index - 1] = step.result;
    return step.prompt('text', questions[index]);
  };
  dialogs.add(
    new WaterfallDialog('five', [
      ...questions.slice(0, 4).map((_, index) => ask(index)),
      async (step) => {
        step.values[3] = step.result;
        await step.context.sendActivity(questions[4]);
        return step.endDialog(step.values);
      },
    ]),
  );
  class Bot extends ActivityHandler {
    constructor() {
      super();
      this.onMessage(async (context, next) => {
        const inner = await dialogs.createContext(context);
        const result = await inner.continueDialog();
        if (result.status === DialogTurnStatus.empty) await inner.beginDialog('five');
        await next();
      });
    }
    async run(context) {
      await super.run(context);
      await state.saveChanges(context, false);
    }
  }
  return new Bot();
}

class NowhereAdapter extends BotAdapter {
  async sendActivities(_context, activities) {
    return activities.map(() => ({ id: '' }));
  }
}

function listen(server) {
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}`)),
  );
}

async function inProcess(conversations, milliseconds) {
  const adapter = new NowhereAdapter();
  const bot = waterfallBot();
  const end = performance.now() + milliseconds;
  const took = [];
  let name = 0;
  const one = async () => {
    while (performance.now() < end) {
      const conversation = { id: `c${(name += 1)}` };
      for (let step = 0; step <= questions.length; step += 1) {
        const began = performance.now();
        const context = new TurnContext(adapter, {
          type: 'message',
          id: String(step),
          text: 'Vauva heräilee tunnin välein',
          channelId: 'peer',
          conversation,
          from: { id: 'family' },
          recipient: { id: 'bot' },
        });
        await adapter.runMiddleware(context, (turn) => bot.run(turn));
        took.push(performance.now() - began);
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: conversations }, one));
  return { took, milliseconds: performance.now() - began };
}

async function main() {
  const cloud = restify.createServer();
  const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
  let bot = waterfallBot();
  cloud.use(restify.plugins.bodyParser());
  cloud.post('/api/messages', async (request, response) => {
    await adapter.process(request, response, (context) => bot.run(context));
  });
  const echo = restify.createServer();
  echo.use(restify.plugins.bodyParser());
  echo.post('/api/messages', (request, response, next) => {
    response.send(200, { activities: [{ type: 'message', text: request.body?.text }] });
    next();
  });
  process.stdout.write(`${JSON.stringify({ cloud: await listen(cloud.server), echo: await listen(echo.server) })}\n`);
  let heard = '';
  process.stdin.on('data', async (part) => {
    heard += part;
    const lines = heard.split('\n');
    heard = lines.pop();
    for (const line of lines) {
      const { conversations, milliseconds } = JSON.parse(line);
      // Each round begins on an empty memory, as the first did.
      bot = waterfallBot();
      const found = milliseconds > 0 ? await inProcess(conversations, milliseconds) : { took: [], milliseconds: 0 };
      process.stdout.write(`${JSON.stringify(found)}\n`);
    }
  });
}

main();
