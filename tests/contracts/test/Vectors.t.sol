// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Escrow} from "escrow/Escrow.sol";
import {Bench} from "./support/Bench.sol";
import {TestUsdc} from "./support/TestUsdc.sol";
import {vm} from "./support/Vm.sol";

/// @notice Statements with digests and signatures for the engine's tests, in tests/data/escrow/statements.json.
///
/// Each digest is computed here from EIP-712 by hand, must equal the contract's, and its signature is used. Addresses
/// are those that a fresh development chain gives to its first account's first two contracts. `npm run generate`
/// writes the file; without that the test compares.
contract VectorsTest is Bench {
    string private constant FILE = "../data/escrow/statements.json";
    // Keys that every development chain publishes, never to be funded: deployer and owner; the settlers.
    uint256 private constant OWNER_KEY = 0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80;
    uint256 private constant SIGNER_KEY = 0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d;
    uint256 private constant NEXT_SIGNER_KEY = 0x5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a;

    string private _out;
    bytes32 private _domain;

    function setUp() public override {
        owner = vm.addr(OWNER_KEY);
        settler = vm.addr(SIGNER_KEY);
        vm.warp(START);
        vm.setNonce(owner, 0);
        vm.startPrank(owner);
        usdc = new TestUsdc();
        escrow = new Escrow(IERC20(address(usdc)), owner, settler);
        vm.stopPrank();
        _domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("BursarEscrow"),
                keccak256("1"),
                31337,
                address(escrow)
            )
        );
    }

    function test_statementsAreTheCommittedOnes() public {
        head();
        pay(CHANNEL, payer, 10_000_000);
        pay(OTHER, payer, 3 * CREDIT);
        pay("ch_gone", payer, 2 * CREDIT);

        _out = string.concat(_out, '  "exits": [\n');
        exit(CHANNEL, 0, 10_000_000, ada, 2500, ",");
        pay(CHANNEL, bob, 500 * CREDIT); // deposits go up, the sequence stays
        exit(CHANNEL, 1, 10_500_000, 0xFFfFfFffFFfffFFfFFfFFFFFffFFFffffFfFFFfF, 1, ",");
        exit("ch_gone", 0, 2 * CREDIT, cyd, 2, "");
        _out = string.concat(_out, '  ],\n  "settlements": [\n');
        settlement(CHANNEL, 2, 10_500_000, two(ada, bob), two(6000, 1999), ",");
        settlement(OTHER, 0, 3 * CREDIT, two(bob, cyd), two(0, 3), ",");
        settlement("ch_gone", 1, 2 * CREDIT, new address[](0), new uint256[](0), "");
        _out = string.concat(_out, '  ],\n  "settlerChanges": [\n');
        settlerChange();
        _out = string.concat(_out, "  ],\n", '  "authorizations": [\n');
        authorizationVector();
        _out = string.concat(_out, "  ]\n}\n");

        if (vm.envOr("ESCROW_WRITE_VECTORS", false)) vm.writeFile(FILE, _out);
        require(keccak256(bytes(_out)) == keccak256(bytes(vm.readFile(FILE))), "npm run generate");
    }

    function head() private {
        eq(block.chainid, 31337, "chain");
        _out = string.concat(
            '{\n  "_meta": {"what": "statements of the settler: EIP-712 digests and signatures; sequence and deposited ',
            'are the channel\'s at that moment, amounts in atomic units, balances in credits", "generator": ',
            '"tests/contracts/test/Vectors.t.sol", "keys": "public keys of development chains; never fund them"},\n'
        );
        _out = string.concat(_out, '  "chainId": 31337,\n', line("token", quoted(address(usdc))));
        _out = string.concat(_out, line("escrow", quoted(address(escrow))), line("owner", quoted(owner)));
        _out = string.concat(_out, line("ownerKey", quoted(bytes32(OWNER_KEY))), line("settler", quoted(settler)));
        _out = string.concat(_out, line("settlerKey", quoted(bytes32(SIGNER_KEY))));
        _out = string.concat(_out, '  "domain": {"name": "BursarEscrow", "version": "1"},\n');
        _out = string.concat(_out, line("domainSeparator", quoted(_domain)));
        _out = string.concat(_out, '  "types": {\n');
        _out = string.concat(_out, typeLine(SETTLEMENT, ","), typeLine(EXIT, ","), typeLine(CHANGE, ""), "  },\n");
        require(keccak256(bytes(SETTLEMENT)) == escrow.SETTLEMENT_TYPEHASH(), "type");
        require(keccak256(bytes(EXIT)) == escrow.EXIT_TYPEHASH(), "type");
        require(keccak256(bytes(CHANGE)) == escrow.SETTLER_CHANGE_TYPEHASH(), "type");
    }

    string private constant SETTLEMENT =
        "Settlement(bytes32 channelId,uint256 sequence,uint256 deposited,address[] agents,uint256[] creditBalances)";
    string private constant EXIT =
        "Exit(bytes32 channelId,uint256 sequence,uint256 deposited,address agent,uint256 creditBalance)";
    string private constant CHANGE = "SettlerChange(address newSettler,uint256 sequence)";

    function exit(
        bytes32 channel,
        uint256 sequence,
        uint256 deposited,
        address agent,
        uint256 balance,
        string memory comma
    ) private {
        bytes32 structHash =
            keccak256(abi.encode(keccak256(bytes(EXIT)), channel, sequence, deposited, agent, balance));
        bytes memory signature = signed(SIGNER_KEY, structHash, escrow.exitDigest(channel, agent, balance));
        bytes memory call = abi.encodeCall(Escrow.exitParticipant, (channel, agent, balance, signature));
        string memory text = string.concat("    {", field("channelId", quoted(channel)), field("sequence", number(sequence)));
        text = string.concat(text, field("deposited", number(deposited)), field("agent", quoted(agent)));
        text = string.concat(text, field("creditBalance", number(balance)));
        submitted(text, structHash, signature, call, comma);
        eq(usdc.balanceOf(agent), balance * CREDIT, "paid");
    }

    function settlement(
        bytes32 channel,
        uint256 sequence,
        uint256 deposited,
        address[] memory agents,
        uint256[] memory balances,
        string memory comma
    ) private {
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256(bytes(SETTLEMENT)), channel, sequence, deposited, hashOf(agents), hashOf(balances)
            )
        );
        bytes memory signature = signed(SIGNER_KEY, structHash, escrow.settlementDigest(channel, agents, balances));
        bytes memory call = abi.encodeCall(Escrow.settle, (channel, agents, balances, signature));
        string memory text = string.concat("    {", field("channelId", quoted(channel)), field("sequence", number(sequence)));
        text = string.concat(text, field("deposited", number(deposited)), field("agents", listed(agents)));
        text = string.concat(text, field("creditBalances", listed(balances)));
        submitted(text, structHash, signature, call, comma);
        isState(channel, Escrow.State.Settled);
    }

    function settlerChange() private {
        address next = vm.addr(NEXT_SIGNER_KEY);
        bytes32 structHash = keccak256(abi.encode(keccak256(bytes(CHANGE)), next, uint256(0)));
        bytes memory signature = signed(SIGNER_KEY, structHash, escrow.settlerChangeDigest(next));
        bytes memory call = abi.encodeCall(Escrow.changeSettler, (next, signature));
        string memory text = string.concat("    {", field("newSettler", quoted(next)), field("sequence", "0"));
        submitted(text, structHash, signature, call, "");
        eq(escrow.settler(), next, "settler");
    }

    function authorizationVector() private {
        usdc.mint(payer, 1_000_000);
        bytes memory signature = authorization(1_000_000, "nonce");
        bytes memory call = abi.encodeCall(
            Escrow.depositWithAuthorization,
            ("ch_paid", payer, 1_000_000, 0, START + 1 hours, "nonce", signature)
        );
        bytes32 digest = usdc.authorizationDigest(
            usdc.TRANSFER_WITH_AUTHORIZATION_TYPEHASH(),
            payer,
            address(escrow),
            1_000_000,
            0,
            START + 1 hours,
            "nonce"
        );
        string memory text = string.concat("    {", field("channelId", quoted(bytes32("ch_paid"))));
        text = string.concat(text, field("payer", quoted(payer)), field("payerKey", quoted(bytes32(PAYER_KEY))));
        text = string.concat(text, field("value", number(1_000_000)), field("validAfter", "0"));
        text = string.concat(text, field("validBefore", number(START + 1 hours)), field("nonce", quoted(bytes32("nonce"))));
        _out = string.concat(_out, text, field("digest", quoted(digest)), field("signature", quoted(signature)));
        _out = string.concat(_out, '"calldata": ', quoted(call), "}\n");
        submit(call);
        eq(remainingOf("ch_paid"), 1_000_000, "paid");
    }

    // --- Writing ---

    function signed(uint256 key, bytes32 structHash, bytes32 contractsDigest) private view returns (bytes memory) {
        require(digestOf(structHash) == contractsDigest, "the contract's digest is another");
        return signAs(key, contractsDigest);
    }

    function digestOf(bytes32 structHash) private view returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", _domain, structHash));
    }

    function submitted(
        string memory text,
        bytes32 structHash,
        bytes memory signature,
        bytes memory call,
        string memory comma
    ) private {
        _out = string.concat(_out, text, field("structHash", quoted(structHash)));
        _out = string.concat(_out, field("digest", quoted(digestOf(structHash))), field("signature", quoted(signature)));
        _out = string.concat(_out, '"calldata": ', quoted(call), "}", comma, "\n");
        submit(call);
    }

    function submit(bytes memory call) private {
        vm.prank(owner);
        (bool done,) = address(escrow).call(call);
        require(done, "the escrow refuses a vector");
    }

    /// EIP-712: the hash of an array is that of its elements, each 32 bytes long.
    function hashOf(address[] memory list) private pure returns (bytes32) {
        bytes memory words;
        for (uint256 i; i < list.length; ++i) words = bytes.concat(words, bytes32(uint256(uint160(list[i]))));
        return keccak256(words);
    }

    function hashOf(uint256[] memory list) private pure returns (bytes32) {
        bytes memory words;
        for (uint256 i; i < list.length; ++i) words = bytes.concat(words, bytes32(list[i]));
        return keccak256(words);
    }

    function listed(address[] memory list) private pure returns (string memory text) {
        for (uint256 i; i < list.length; ++i) text = string.concat(text, i == 0 ? "" : ", ", quoted(list[i]));
        return string.concat("[", text, "]");
    }

    function listed(uint256[] memory list) private pure returns (string memory text) {
        for (uint256 i; i < list.length; ++i) text = string.concat(text, i == 0 ? "" : ", ", number(list[i]));
        return string.concat("[", text, "]");
    }

    function line(string memory key, string memory value) private pure returns (string memory) {
        return string.concat('  "', key, '": ', value, ",\n");
    }

    function typeLine(string memory text, string memory comma) private pure returns (string memory) {
        return string.concat('    "', text, '": ', quoted(keccak256(bytes(text))), comma, "\n");
    }

    function field(string memory key, string memory value) private pure returns (string memory) {
        return string.concat('"', key, '": ', value, ", ");
    }

    function number(uint256 value) private pure returns (string memory) {
        return string.concat('"', vm.toString(value), '"');
    }

    function quoted(address value) private pure returns (string memory) {
        return string.concat('"', vm.toString(value), '"');
    }

    function quoted(bytes32 value) private pure returns (string memory) {
        return string.concat('"', vm.toString(value), '"');
    }

    function quoted(bytes memory value) private pure returns (string memory) {
        return string.concat('"', vm.toString(value), '"');
    }
}
