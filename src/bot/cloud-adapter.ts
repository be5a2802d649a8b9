import {
  CloudAdapter,
  type Activity,
  type ConversationReference,
  type InvokeResponse,
  type TurnContext,
} from 'botbuilder';
import { z } from 'zod';
import { ServiceError } from '../errors';
import type { Bot } from './bot';
import { KeptClients } from './kept-clients';

export interface BotDoorSettings {
  readonly appId: string | undefined;
  /** How the bot proves itself to the channel: by a secret of its tenant, or by the identity of the machine it runs on. */
  readonly type: 'SingleTenant' | 'UserAssignedMSI';
  readonly password: string | undefined;
  readonly tenant: string | undefined;
  /** Where the channel's signing keys are told; the public service's own unless a test or a sovereign cloud says otherwise. */
  readonly metadata: string | undefined;
  readonly issuer: string;
}

export interface BotDoor {
  /** Calls a conversation that was heard before: the logic gets a turn in it. Throws what the channel answers. */
  reach(reference: Partial<ConversationReference>, logic: (context: TurnContext) => Promise<void>): Promise<void>;
  /** Takes one activity of the Bot Framework door. A token that is not accepted is a refusal without any detail. */
  take(
    authorization: string,
    body: object,
    bot: Bot,
  ): Promise<{ readonly status: number; readonly body?: unknown } | undefined>;
}

class DoorAdapter extends CloudAdapter implements BotDoor {
  constructor(
    authentication: KeptClients,
    private readonly appId: string,
    private readonly issuer: string | undefined,
  ) {
    super(authentication);
    this.use(async (context, next) => {
      if (context.activity.channelId === 'msteams') withoutOwnRetries(context.turnState.get(this.ConnectorClientKey));
      await next();
    });
  }

  /** Without a service address a token proves nothing about where answers would go; and only the channel service may call. */
  private mayCome(authorization: string, activity: Activity): boolean {
    return (
      typeof activity.serviceUrl === 'string' && activity.serviceUrl !== '' && issuerOf(authorization) === this.issuer
    );
  }

  reach(reference: Partial<ConversationReference>, logic: (context: TurnContext) => Promise<void>): Promise<void> {
    return this.continueConversationAsync(this.appId, reference, logic);
  }

  async take(authorization: string, body: object, bot: Bot): Promise<InvokeResponse | undefined> {
    const activity = { ...body, timestamp: new Date() } as Activity;
    if (this.issuer !== undefined && !this.mayCome(authorization, activity))
      throw new ServiceError('bot-token-refused');
    const accepted = await this.botFrameworkAuthentication
      .authenticateRequest(activity, authorization)
      .catch((error: unknown) => {
        throw new ServiceError('bot-token-refused', { cause: error });
      });
    return this.processActivity(accepted as unknown as string, activity, (context) => bot.run(context));
  }
}

const channelService = 'https://api.botframework.com';
const channelMetadata = 'https://login.botframework.com/v1/.well-known/openidconfiguration';

/** The SDK's own adapter, with every address of its sign-in given, so that none is guessed (facts of the SDK: one alone refuses all). */
export function openBotDoor(settings: BotDoorSettings): BotDoor {
  const { appId } = settings;
  const guarded = appId !== undefined;
  const authority = `https://login.microsoftonline.com/${settings.tenant ?? ''}`;
  const authentication = new KeptClients(
    guarded
      ? {
          MicrosoftAppId: appId,
          MicrosoftAppPassword: settings.password ?? '',
          MicrosoftAppType: settings.type,
          MicrosoftAppTenantId: settings.tenant ?? '',
          ToChannelFromBotLoginUrl: authority,
          ToChannelFromBotOAuthScope: channelService,
          ToBotFromChannelTokenIssuer: settings.issuer,
          OAuthUrl: 'https://token.botframework.com',
          ToBotFromEmulatorOpenIdMetadataUrl: settings.metadata ?? channelMetadata,
          ToBotFromChannelOpenIdMetadataUrl: settings.metadata ?? channelMetadata,
        }
      : {},
  );
  return new DoorAdapter(authentication, appId ?? '', guarded ? settings.issuer : undefined);
}

const connectorSchema = z.object({
  client: z.object({
    pipeline: z.object({
      removePolicy: z.custom<(policy: { readonly name: string }) => unknown>((value) => typeof value === 'function'),
    }),
  }),
});

/**
 * The SDK's client tries again by itself, and waits as long as it is told to, while a person waits for the answer of their turn. For
 * Teams the house tries again itself: what is not told stands in the log.
 */
function withoutOwnRetries(connector: unknown): void {
  const read = connectorSchema.safeParse(connector);
  if (!read.success) return;
  const { pipeline } = read.data.client;
  pipeline.removePolicy.call((connector as { client: { pipeline: unknown } }).client.pipeline, {
    name: 'defaultRetryPolicy',
  });
}

/** Who a token says it is from; the SDK proves that it is true, but lets the emulator's issuers in too. */
function issuerOf(authorization: string): string | undefined {
  const body = /^Bearer [^.]+\.([^.]+)\./.exec(authorization)?.[1] ?? '';
  try {
    return z.object({ iss: z.string() }).parse(JSON.parse(Buffer.from(body, 'base64url').toString())).iss;
  } catch {
    return undefined;
  }
}
