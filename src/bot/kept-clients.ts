import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';

type Authentication = ConfigurationBotFrameworkAuthentication;
type Connectors = ReturnType<Authentication['createConnectorFactory']>;
type Connector = ReturnType<Connectors['create']>;
type UserTokens = ReturnType<Authentication['createUserTokenClient']>;

/** A channel calls from a few addresses; when somebody at home tries out more than this, all are forgotten. */
const mostKept = 100;

/**
 * The SDK's authentication, which builds the clients of the channel anew for every message, a tenth of a turn. Here each address has
 * one that is kept: it knows the bot's account, which is the same for all, and nothing of a turn.
 */
export class KeptClients extends ConfigurationBotFrameworkAuthentication {
  private readonly connectors = new Map<string, Connector>();
  private userTokens: UserTokens | undefined;

  override async authenticateRequest(
    ...asked: Parameters<Authentication['authenticateRequest']>
  ): ReturnType<Authentication['authenticateRequest']> {
    const { connectorFactory, ...accepted } = await super.authenticateRequest(...asked);
    return connectorFactory ? { ...accepted, connectorFactory: this.keeping(connectorFactory) } : accepted;
  }

  override createConnectorFactory(...asked: Parameters<Authentication['createConnectorFactory']>): Connectors {
    return this.keeping(super.createConnectorFactory(...asked));
  }

  override async createUserTokenClient(...asked: Parameters<Authentication['createUserTokenClient']>): UserTokens {
    this.userTokens ??= super.createUserTokenClient(...asked);
    return this.userTokens.catch((error: unknown) => {
      this.userTokens = undefined;
      throw error;
    });
  }

  private keeping(factory: Connectors): Connectors {
    const make = factory.create.bind(factory);
    factory.create = (serviceUrl, audience) => {
      const name = `${serviceUrl} ${audience}`;
      const known = this.connectors.get(name);
      if (known) return known;
      if (this.connectors.size >= mostKept) this.connectors.clear();
      const made = make(serviceUrl, audience);
      this.connectors.set(name, made);
      made.catch(() => this.connectors.delete(name));
      return made;
    };
    return factory;
  }
}
