// SPDX-License-Identifier: GPL-3.0-or-later
// Compiles the contracts whose bytecode others use and writes it, with what made it, where they look for it.
// Usage: node artifacts.js [--check]     --check writes nothing, and fails where a file differs by a byte.
//
// Sources go to the compiler under names that do not depend on any folder, and no metadata is appended, so the same
// sources give the same bytes everywhere.
'use strict';
const crypto = require('crypto');
const fs = require('fs');
const path = require('path');
const solc = require('solc');
const { keccak256 } = require('js-sha3');

const project = path.resolve(__dirname, '..');
const modules = path.join(project, 'node_modules');
const resources = path.resolve(project, '../../resources/contracts');
const data = path.resolve(project, '../data/escrow');

// The same as in foundry.toml; test/Artifacts.t.sol compares what both make of them.
const SETTINGS = {
    evmVersion: 'cancun',
    optimizer: { enabled: true, runs: 1000 },
    metadata: { bytecodeHash: 'none', appendCBOR: false },
};

const sha256 = text => crypto.createHash('sha256').update(text).digest('hex');

function compile(name, folder) {
    const sources = { [`${name}.sol`]: { content: fs.readFileSync(path.join(folder, `${name}.sol`), 'utf8') } };
    const hashes = { [`${name}.sol`]: sha256(sources[`${name}.sol`].content) };
    const find = imported => {
        const file = path.join(modules, imported);
        if (!fs.existsSync(file)) return { error: 'not found' };
        const contents = fs.readFileSync(file, 'utf8');
        hashes[imported] = sha256(contents);
        return { contents };
    };
    const input = {
        language: 'Solidity',
        sources,
        settings: {
            ...SETTINGS,
            outputSelection: {
                '*': { '*': ['abi', 'evm.bytecode.object', 'evm.deployedBytecode.object', 'evm.methodIdentifiers',
                    'evm.deployedBytecode.immutableReferences'] },
            },
        },
    };
    const output = JSON.parse(solc.compile(JSON.stringify(input), { import: find }));
    const TRANSIENT_STORAGE = '2394'; // said of any use; here it is the re-entrancy guard, which clears it
    const messages = (output.errors || []).filter(message => message.errorCode !== TRANSIENT_STORAGE);
    for (const message of messages) console.error(message.formattedMessage);
    if (messages.length) process.exit(1);
    const contract = output.contracts[`${name}.sol`][name];
    return { hashes, contract: { ...contract, abi: contract.abi.map(withoutInternalTypes) } };
}

// The compiler's notes on types: no part of the interface, and half of its size.
function withoutInternalTypes({ internalType, ...entry }) {
    for (const list of ['inputs', 'outputs', 'components'])
        if (entry[list]) entry[list] = entry[list].map(withoutInternalTypes);
    return entry;
}

// One entry a line where it is short: a file to be looked at, and small in a diff.
function pretty(object) {
    const lines = Object.entries(object).map(([key, value]) => {
        let text = JSON.stringify(value);
        if (Array.isArray(value) && text.length > 110)
            text = `[\n${value.map(entry => `    ${JSON.stringify(entry)}`).join(',\n')}\n  ]`;
        else if (value && typeof value === 'object' && text.length > 110)
            text = JSON.stringify(value, null, 2).replace(/\n/g, '\n  ');
        return `  ${JSON.stringify(key)}: ${text}`;
    });
    return `{\n${lines.join(',\n')}\n}\n`;
}

function artifact(name, { hashes, contract }) {
    const sorted = Object.fromEntries(Object.entries(hashes).sort(([a], [b]) => (a < b ? -1 : 1)));
    const references = Object.values(contract.evm.deployedBytecode.immutableReferences || {}).flat();
    return pretty({
        contract: name,
        compiler: solc.version(),
        settings: SETTINGS,
        sourcesSha256: sorted,
        abi: contract.abi,
        bytecode: `0x${contract.evm.bytecode.object}`,
        deployedBytecode: `0x${contract.evm.deployedBytecode.object}`,
        // Bytes of deployedBytecode that the constructor fills in; compare deployed code around them.
        immutables: references.map(({ start, length }) => [start, length]).sort((a, b) => a[0] - b[0]),
    });
}

// Types of a signature, with tuples written out.
const typeOf = input => (input.type.startsWith('tuple')
    ? `(${input.components.map(typeOf).join(',')})${input.type.slice(5)}` : input.type);
const signature = entry => `${entry.name}(${entry.inputs.map(typeOf).join(',')})`;
const hashes = (abi, type, bytes) => Object.fromEntries(abi.filter(entry => entry.type === type).map(signature).sort()
    .map(text => [text, `0x${keccak256(text).slice(0, 2 * bytes)}`]));

function interfaceOf(name, { contract }) {
    return pretty({
        _meta: { what: `${name}'s selectors, event topics and error selectors`, generator: 'tests/contracts/tools/artifacts.js' },
        functions: Object.fromEntries(Object.entries(contract.evm.methodIdentifiers).map(([k, v]) => [k, `0x${v}`])),
        events: hashes(contract.abi, 'event', 32),
        errors: hashes(contract.abi, 'error', 4),
    });
}

const escrow = compile('Escrow', resources);
const token = compile('TestUsdc', path.join(project, 'test/support'));
const files = {
    [path.join(resources, 'Escrow.json')]: artifact('Escrow', escrow),
    [path.join(data, 'interface.json')]: interfaceOf('Escrow', escrow),
    [path.join(data, 'TestUsdc.json')]: artifact('TestUsdc', token),
};

const check = process.argv.includes('--check');
let stale = 0;
for (const [file, text] of Object.entries(files)) {
    const short = path.relative(path.resolve(project, '../..'), file);
    if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === text) continue;
    ++stale;
    if (check) {
        console.error(`${short} is not what its sources compile to: npm run generate in tests/contracts`);
        continue;
    }
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
    console.log(`wrote ${short}`);
}
process.exit(check && stale ? 1 : 0);
