// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Escrow} from "escrow/Escrow.sol";
import {TestUsdc} from "./TestUsdc.sol";
import {vm} from "./Vm.sol";

/// @notice A fresh token and escrow, the people around them, and short words for what they do.
abstract contract Bench {
    uint256 internal constant CREDIT = 1000; // atomic units
    uint256 internal constant SETTLER_KEY = 0x5E771E4;
    uint256 internal constant PAYER_KEY = 0xA11CE;
    uint256 internal constant START = 1_800_000_000;
    bytes32 internal constant CHANNEL = "ch_1a2b3c4d-5e6";
    bytes32 internal constant OTHER = "ch_other";

    address internal owner = address(0x0E);
    address internal settler = vm.addr(SETTLER_KEY);
    address internal payer = vm.addr(PAYER_KEY);
    address internal stranger = address(0xBAD);
    address internal ada = address(0xA0);
    address internal bob = address(0xB0);
    address internal cyd = address(0xC0);

    TestUsdc internal usdc;
    Escrow internal escrow;

    function setUp() public virtual {
        vm.warp(START);
        usdc = newToken();
        escrow = new Escrow(IERC20(address(usdc)), owner, settler);
    }

    function newToken() internal virtual returns (TestUsdc) {
        return new TestUsdc();
    }

    // --- Acting ---

    function fund(address who, uint256 amount) internal virtual {
        usdc.mint(who, amount);
        vm.prank(who);
        usdc.approve(address(escrow), type(uint256).max);
    }

    function offer(bytes32 channel, address who, uint256 amount) internal {
        fund(who, amount);
        bool open = stateOf(channel) == Escrow.State.Open;
        vm.prank(who);
        open ? escrow.topup(channel, amount) : escrow.deposit(channel, amount);
    }

    function pay(bytes32 channel, address who, uint256 amount) internal {
        offer(channel, who, amount);
        if (who == owner) return;
        vm.prank(owner);
        escrow.acceptDeposit(channel, who, amount);
    }

    function signAs(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    function authorization(uint256 value, bytes32 nonce) internal view returns (bytes memory) {
        return authorizationTo(address(escrow), value, nonce);
    }

    function authorizationTo(address to, uint256 value, bytes32 nonce) internal view returns (bytes memory) {
        return signAs(
            PAYER_KEY,
            usdc.authorizationDigest(
                usdc.TRANSFER_WITH_AUTHORIZATION_TYPEHASH(), payer, to, value, 0, START + 1 hours, nonce
            )
        );
    }

    function depositAuthorized(bytes32 channel, uint256 value, bytes32 nonce) internal {
        bytes memory signature = authorization(value, nonce);
        vm.prank(owner);
        escrow.depositWithAuthorization(channel, payer, value, 0, START + 1 hours, nonce, signature);
    }

    /// What a facilitator, or anyone who saw the signature, does.
    function submitElsewhere(uint256 value, bytes32 nonce) internal {
        bytes memory signature = authorization(value, nonce);
        vm.prank(stranger);
        usdc.transferWithAuthorization(payer, address(escrow), value, 0, START + 1 hours, nonce, signature);
    }

    function settlementProof(bytes32 channel, address[] memory agents, uint256[] memory balances)
        internal
        view
        returns (bytes memory)
    {
        return signAs(SETTLER_KEY, escrow.settlementDigest(channel, agents, balances));
    }

    function settle(bytes32 channel, address[] memory agents, uint256[] memory balances) internal {
        bytes memory proof = settlementProof(channel, agents, balances);
        vm.prank(owner);
        escrow.settle(channel, agents, balances, proof);
    }

    function exitOne(bytes32 channel, address agent, uint256 balance) internal {
        bytes memory proof = signAs(SETTLER_KEY, escrow.exitDigest(channel, agent, balance));
        vm.prank(owner);
        escrow.exitParticipant(channel, agent, balance, proof);
    }

    function touch(bytes32 channel) internal {
        bytes32[] memory channels = new bytes32[](1);
        channels[0] = channel;
        vm.prank(owner);
        escrow.touch(channels);
    }

    function pass(uint256 time) internal {
        vm.warp(block.timestamp + time);
    }

    // --- Looking ---

    function stateOf(bytes32 channel) internal view returns (Escrow.State state) {
        (state,,,,,,) = escrow.escrows(channel);
    }

    function remainingOf(bytes32 channel) internal view returns (uint256 remaining) {
        (,, remaining,,,,) = escrow.escrows(channel);
    }

    function refundableOf(bytes32 channel) internal view returns (uint256 refundable) {
        (,,, refundable,,,) = escrow.escrows(channel);
    }

    function sequenceOf(bytes32 channel) internal view returns (uint256 sequence) {
        (,,,, sequence,,) = escrow.escrows(channel);
    }

    function two(address a, address b) internal pure returns (address[] memory list) {
        list = new address[](2);
        (list[0], list[1]) = (a, b);
    }

    function two(uint256 a, uint256 b) internal pure returns (uint256[] memory list) {
        list = new uint256[](2);
        (list[0], list[1]) = (a, b);
    }

    function one(address a) internal pure returns (address[] memory list) {
        list = new address[](1);
        list[0] = a;
    }

    function one(uint256 a) internal pure returns (uint256[] memory list) {
        list = new uint256[](1);
        list[0] = a;
    }

    function eq(uint256 actual, uint256 expected, string memory what) internal pure {
        if (actual != expected) {
            revert(string.concat(what, ": ", vm.toString(actual), " instead of ", vm.toString(expected)));
        }
    }

    function eq(address actual, address expected, string memory what) internal pure {
        eq(uint256(uint160(actual)), uint256(uint160(expected)), what);
    }

    function isState(bytes32 channel, Escrow.State expected) internal view {
        eq(uint256(stateOf(channel)), uint256(expected), "state");
    }

    /// The escrow's money adds up: channels and pending are given by the test, claims too.
    function holds(uint256 accounted, uint256 unassigned) internal view {
        eq(escrow.accounted(), accounted, "accounted");
        eq(escrow.unassigned(), unassigned, "unassigned");
        eq(usdc.balanceOf(address(escrow)), accounted + unassigned, "balance");
    }
}
