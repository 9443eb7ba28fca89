// A real OpenID Connect provider for tests: oidc-provider, with one client and whoever the test says signs in next.
// Arguments: the port, the client's redirect address, its secret. GET /test/next?sub=…&name=…&groups=a,b says who it is.
import { Provider } from "oidc-provider";

const [port, redirect, secret] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
let next = { sub: "nobody" };
const people = new Map();

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "muster",
      client_secret: secret,
      redirect_uris: [redirect],
      grant_types: ["authorization_code"],
      response_types: ["code"],
    },
  ],
  pkce: { required: () => true, methods: ["S256"] },
  claims: { openid: ["sub"], profile: ["name", "preferred_username", "groups"], email: ["email"] },
  cookies: { keys: ["for these tests"] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (ctx, sub) => ({ accountId: sub, claims: () => people.get(sub) ?? { sub } }),
  async loadExistingGrant(ctx) {
    const grant = new ctx.oidc.provider.Grant({
      clientId: ctx.oidc.client.clientId,
      accountId: ctx.oidc.session.accountId,
    });
    grant.addOIDCScope("openid profile email");
    await grant.save();
    return grant;
  },
});

provider.use(async (ctx, go) => {
  if (ctx.path === "/test/next") {
    const { sub, name, groups } = ctx.query;
    next = { sub, name, preferred_username: sub, groups: groups ? groups.split(",") : [] };
    people.set(sub, next);
    ctx.body = "ok";
  } else if (ctx.path.startsWith("/interaction/")) {
    await provider.interactionFinished(ctx.req, ctx.res, { login: { accountId: next.sub } });
    ctx.respond = false;
  } else {
    await go();
  }
});

provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
