// Microsoft's own clients for Node in the lab: msal-node signs in by device code and by authorization code with
// PKCE, the Graph client reads, patches, batches and creates with that token.
import { createServer } from "node:http";
import { CryptoProvider, PublicClientApplication } from "@azure/msal-node";
import { Client, GraphError } from "@microsoft/microsoft-graph-client";

const ready = JSON.parse(process.env.LAB_READY);
const GRAPH = "https://graph.microsoft.com/Application.ReadWrite.All";
const SKYPE = "00000004-0000-0ff1-ce00-000000000000";
const CLIENT = "14d82eec-204b-4c2f-b7e8-296a70dab67e";

function check(condition, what) {
  if (!condition) {
    console.log("FAILED:", what);
    process.exit(1);
  }
  console.log("ok:", what);
}

async function control(method, path, body) {
  const answer = await fetch(ready.control + path, {
    method,
    headers: { "Content-Type": "application/json" },
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  return { status: answer.status, text, json: text ? JSON.parse(text) : undefined };
}

function application(clientId = CLIENT) {
  return new PublicClientApplication({
    auth: {
      clientId,
      authority: `${ready.login}/${ready.tenant.id}`,
      knownAuthorities: [new URL(ready.login).host],
    },
  });
}

async function refused(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return undefined;
}

// The OAuth word is in one or the other, by operation.
function told(error) {
  return `${error?.errorCode} ${error?.errorMessage}`;
}

async function deviceCode() {
  await control("POST", "/faults", { switches: { deviceInterval: 1 } });
  const decide = (action) => ({
    scopes: [GRAPH],
    deviceCodeCallback: (flow) => control("POST", "/device", { action, user_code: flow.userCode }),
  });
  const result = await application().acquireTokenByDeviceCode(decide("approve"));
  check(result.tenantId === ready.tenant.id && result.account.username.startsWith("admin@"), "device code: who signed in");
  const declined = await refused(application().acquireTokenByDeviceCode(decide("decline")));
  check(told(declined).includes("authorization_declined"), `declined: ${declined?.errorCode}`);
  const expired = await refused(application().acquireTokenByDeviceCode(decide("expire")));
  check(told(expired).includes("expired_token"), `expired: ${expired?.errorCode}`);
}

// A code in the browser's hands, and the request that redeems it.
async function codeOf(nonce) {
  const app = application();
  const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();
  let brought;
  const loopback = createServer((request, response) => {
    const query = new URL(request.url, "http://localhost").searchParams;
    brought = query.get("state") ? query : brought;
    response.writeHead(query.get("state") ? 200 : 404, { Connection: "close" }).end();
  });
  await new Promise((resolve) => loopback.listen(0, "127.0.0.1", resolve));
  const redirectUri = `http://localhost:${loopback.address().port}`;
  const asked = { scopes: [GRAPH], redirectUri, responseMode: "query", state: "from-node", nonce, prompt: "select_account" };
  const url = await app.getAuthCodeUrl({ ...asked, codeChallenge: challenge, codeChallengeMethod: "S256" });
  const visit = await control("POST", "/browser", { url, action: "approve" });
  loopback.close();
  check(visit.status === 200 && brought.get("state") === "from-node", `the browser came back: ${visit.json.error ?? "yes"}`);
  return { app, request: { scopes: [GRAPH], redirectUri, code: brought.get("code"), codeVerifier: verifier } };
}

async function authorizationCode() {
  const { app, request } = await codeOf("n-from-node");
  const wrong = await refused(app.acquireTokenByCode({ ...request, codeVerifier: "x".repeat(43) }));
  check(told(wrong).includes("501481"), `a wrong verifier: ${wrong?.errorCode}`);
  const result = await app.acquireTokenByCode(request);
  check(result.accessToken && result.scopes.some((s) => s.endsWith("Application.ReadWrite.All")), "authorization code with PKCE");
  const again = await refused(app.acquireTokenByCode(request));
  check(told(again).includes("54005"), "a code works once");
  const renewed = await app.acquireTokenSilent({ account: result.account, scopes: [GRAPH], forceRefresh: true });
  check(renewed.accessToken !== result.accessToken, "the refresh token works");
  return renewed.accessToken;
}

// What its caller knows is compared with what came back: the state before the code is sent, the nonce in the id_token.
async function rejections() {
  await control("POST", "/faults", { switches: { idToken: "wrong-nonce" } });
  const mismatched = await refused(codeOf("nonce-1").then(({ app, request }) => app.acquireTokenByCode(request, { nonce: "nonce-1" })));
  check(mismatched?.errorCode === "nonce_mismatch", `another nonce in the id_token: ${mismatched?.errorCode}`);
  await control("POST", "/faults", { switches: { idToken: "" } });
  const { app, request } = await codeOf("nonce-2");
  const stateless = await refused(app.acquireTokenByCode({ ...request, state: "somebody-else" }, { nonce: "nonce-2", state: "from-node" }));
  check(stateless?.errorCode === "state_mismatch", `another state: ${stateless?.errorCode}`);
  const good = await app.acquireTokenByCode({ ...request, state: "from-node" }, { nonce: "nonce-2", state: "from-node" });
  check(good.idTokenClaims.nonce === "nonce-2", "and the right ones are taken");
}

async function graph(token) {
  const client = Client.init({
    authProvider: (done) => done(null, token),
    baseUrl: ready.graph + "/",
    defaultVersion: "v1.0",
    customHosts: new Set(["localhost"]),
  });
  const path = `/servicePrincipals(appId='${SKYPE}')`;
  check((await client.api("/me").get()).userPrincipalName.startsWith("admin@"), "Graph client: /me");
  const bare = await client.api(path).get();
  check(bare.keyCredentials.length === 2 && bare.keyCredentials.every((k) => k.key === null), "key null without $select");
  const read = await client.api(path).select(["id", "keyCredentials"]).get();
  const alive = read.keyCredentials[0];
  const both = await refused(client.api(path).patch({ keyCredentials: [alive] }));
  check(both instanceof GraphError && both.statusCode === 400 && both.code === "Request_BadRequest", "keyId with key is refused");
  await client.api(path).patch({ keyCredentials: [{ type: alive.type, usage: alive.usage, key: alive.key }] });
  const after = await client.api(path).select("keyCredentials").get();
  check(after.keyCredentials.length === 1 && after.keyCredentials[0].key === alive.key, "PATCH replaced the whole list");
  const listed = await client.api("/servicePrincipals").filter(`appId eq '${SKYPE}'`).select("id,appId").get();
  check(listed.value.length === 1 && listed.value[0].id === read.id, "the list form");
  const batch = await client.api("/$batch").post({
    requests: [
      { id: "1", method: "GET", url: path + "?$select=id" },
      { id: "2", method: "GET", url: "/servicePrincipals(appId='99999999-0000-0000-0000-000000000000')" },
    ],
  });
  check(batch.responses.find((r) => r.id === "1").status === 200 && batch.responses.find((r) => r.id === "2").status === 404, "a batch");
  const twice = await refused(client.api("/servicePrincipals").post({ appId: SKYPE }));
  check(twice?.statusCode === 409, "a principal that is there is not created again");
  await control("POST", "/faults", { faults: [{ kind: "odata-error", area: "graph", status: 429, retryAfter: "1", count: 1 }] });
  const patient = await client.api(path).select("id").get();
  check(patient.id === read.id, "its retry handler lives with Retry-After");
}

await deviceCode();
const token = await authorizationCode();
await rejections();
await graph(token);
const shown = (await control("GET", "/requests")).text + (await control("GET", "/state")).text + (await control("GET", "/faults")).text;
check(!shown.includes("eyJ") && !shown.includes("Bearer") && !shown.includes(token), "no token can be read from the control port");
