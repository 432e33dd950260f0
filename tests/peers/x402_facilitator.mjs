// SPDX-License-Identifier: GPL-3.0-or-later
// The reference facilitator of x402 over HTTP on a free loopback port, for one chain.
// Usage: node x402_facilitator.mjs RPC_URL CHAIN_ID NETWORK_V1 PRIVATE_KEY
import { createServer } from 'node:http';
import { x402Facilitator } from '@x402/core/facilitator';
import { toFacilitatorEvmSigner } from '@x402/evm';
import { ExactEvmScheme } from '@x402/evm/exact/facilitator';
import { ExactEvmSchemeV1 } from '@x402/evm/exact/v1/facilitator';
import { createWalletClient, defineChain, http, publicActions } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';

const BODY_BYTES_MAX = 256 * 1024;
const [rpcUrl, chainId, networkV1, privateKey] = process.argv.slice(2);

const account = privateKeyToAccount(privateKey);
const chain = defineChain({
    id: Number(chainId),
    name: networkV1,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
});
const transport = http(rpcUrl);
const client = createWalletClient({ account, chain, transport, pollingInterval: 50 }).extend(publicActions);
const signer = toFacilitatorEvmSigner(Object.assign(client, { address: account.address }));
const facilitator = new x402Facilitator()
    .register(`eip155:${chainId}`, new ExactEvmScheme(signer))
    .registerV1(networkV1, new ExactEvmSchemeV1(signer));

async function read(request) {
    let text = '';
    for await (const piece of request) {
        text += piece;
        if (text.length > BODY_BYTES_MAX) throw new Error('too large');
    }
    return JSON.parse(text);
}

async function answer(request) {
    if (request.method === 'GET' && request.url === '/supported') return facilitator.getSupported();
    const { paymentPayload, paymentRequirements } = await read(request);
    if (request.url === '/verify') return facilitator.verify(paymentPayload, paymentRequirements);
    if (request.url === '/settle') return facilitator.settle(paymentPayload, paymentRequirements);
    throw new Error(`no such path: ${request.url}`);
}

const server = createServer(async (request, response) => {
    let status = 200;
    let body;
    try {
        body = await answer(request);
    } catch (error) {
        status = 500;
        body = { error: String(error.message ?? error) };
    }
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(body));
});
server.listen(0, '127.0.0.1', () => console.log(`Listening on 127.0.0.1:${server.address().port}`));
