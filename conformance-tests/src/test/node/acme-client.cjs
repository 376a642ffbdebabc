// What the tests tell the npm package acme-client to do: the command is the argument, all else is in the environment.
'use strict';

const acme = require('acme-client');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const net = require('node:net');
const path = require('node:path');

const { env } = process;
const state = (name) => path.join(env.STATE, name);

async function open() {
    const client = new acme.Client({
        directoryUrl: env.DIRECTORY,
        accountKey: fs.readFileSync(state('account.key')),
        accountUrl: fs.existsSync(state('account.url')) ? fs.readFileSync(state('account.url'), 'utf8') : null,
        externalAccountBinding: env.MAC_ID ? { kid: env.MAC_ID, hmacKey: env.MAC_KEY } : {},
        backoffAttempts: 40,
        backoffMin: 200,
        backoffMax: 1000,
    });
    if (!fs.existsSync(state('account.url'))) {
        await client.createAccount({ termsOfServiceAgreed: true, contact: ['mailto:admin@example.test'] });
        fs.writeFileSync(state('account.url'), client.getAccountUrl());
    }
    return client;
}

function present(authorization, challenge, keyAuthorization) {
    const name = authorization.identifier.value;
    if (challenge.type === 'http-01') {
        fs.writeFileSync(path.join(env.CHALLENGES, challenge.token), keyAuthorization);
    } else if (challenge.type === 'dns-01') {
        execFileSync(env.HOOK, ['add', name, keyAuthorization]);
    } else {
        return acme.crypto.createAlpnCertificate(authorization, keyAuthorization).then(([key, certificate]) => {
            fs.writeFileSync(path.join(env.ALPN, 'challenge.key.pem'), key);
            fs.writeFileSync(path.join(env.ALPN, 'challenge.crt.pem'), certificate);
        });
    }
    return Promise.resolve();
}

async function obtain(client) {
    const names = env.NAMES.split(',');
    const wanted = { identifiers: names.map((value) => ({ type: net.isIP(value) ? 'ip' : 'dns', value })) };
    if (env.PROFILE) {
        wanted.profile = env.PROFILE;
    }
    const order = await client.createOrder(wanted);
    for (const authorization of await client.getAuthorizations(order)) {
        const challenge = authorization.challenges.find((one) => one.type === env.PROOF);
        await present(authorization, challenge, await client.getChallengeKeyAuthorization(challenge));
        await client.completeChallenge(challenge);
        await client.waitForValidStatus(challenge);
    }
    const key = env.KEY === 'RSA_2048'
        ? await acme.crypto.createPrivateRsaKey(2048)
        : await acme.crypto.createPrivateEcdsaKey('P-256');
    const [, csr] = await acme.crypto.createCsr({ altNames: names }, key);
    const finalized = await client.finalizeOrder(order, csr);
    fs.writeFileSync(state('chain.pem'), await client.getCertificate(finalized));
}

const commands = {
    register: async () => {},
    obtain,
    revoke: (client) => client.revokeCertificate(fs.readFileSync(state('chain.pem'))),
    deactivate: (client) => client.updateAccount({ status: 'deactivated' }),
    async rollover(client) {
        const key = await acme.crypto.createPrivateEcdsaKey('P-256');
        await client.updateAccountKey(key);
        fs.writeFileSync(state('account.key'), key);
    },
};

async function main() {
    if (!fs.existsSync(state('account.key'))) {
        fs.writeFileSync(state('account.key'), await acme.crypto.createPrivateEcdsaKey('P-256'));
    }
    await commands[process.argv[2]](await open());
}

main().catch((error) => {
    console.error(error);
    process.exit(1);
});
