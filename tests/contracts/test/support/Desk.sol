// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Escrow} from "escrow/Escrow.sol";
import {Bench} from "./Bench.sol";
import {vm} from "./Vm.sol";

/// @notice Five people and three channels at a time, and everything that can be done to an escrow, at random. Every act is one
/// that must succeed, so a revert is a failure; what must revert is in the other tests. Keeps books of its own.
contract Desk is Bench {
    struct Payment {
        uint256 person;
        uint256 amount;
        bytes32 nonce;
    }

    uint256 public constant PEOPLE = 5;
    uint256 private constant CHANNELS = 3;

    address[] public people;
    bytes32[] public channels; // all there ever were
    mapping(bytes32 channel => uint256) public paidIn;
    mapping(bytes32 channel => uint256) public paidOut;
    mapping(bytes32 channel => mapping(address payer => uint256)) public depositedBy;
    mapping(bytes32 channel => mapping(address payer => uint256)) public returnedTo; // by exit or emergency
    uint256 public unassigned;
    uint256 public minted;
    mapping(string act => uint256) public done;

    Payment[] private _arrived;
    uint256 private _nonces;
    bytes32[CHANNELS] private _current;

    constructor() {
        setUp();
        for (uint256 i; i < PEOPLE; ++i) people.push(vm.addr(i + 1));
        for (uint256 i; i < CHANNELS; ++i) newChannel(i);
    }

    function channelCount() external view returns (uint256) {
        return channels.length;
    }

    function theEscrow() external view returns (Escrow) {
        return escrow;
    }

    function theToken() external view returns (IERC20) {
        return IERC20(address(usdc));
    }

    // --- Acts ---

    function offers(uint8 channelSeed, uint8 personSeed, uint32 credits) external {
        bytes32 channel = channelOf(channelSeed);
        Escrow.State state = stateOf(channel);
        if (credits == 0 || (state != Escrow.State.None && state != Escrow.State.Open)) return;
        minted += credits * CREDIT;
        offer(channel, people[personSeed % PEOPLE], credits * CREDIT);
        ++done["offer"];
    }

    function accepts(uint8 channelSeed, uint8 personSeed, uint256 part) external {
        bytes32 channel = channelOf(channelSeed);
        address person = people[personSeed % PEOPLE];
        uint256 pending = escrow.pendingOf(channel, person) / CREDIT;
        if (pending == 0 || !takesMoney(channel)) return;
        uint256 amount = (part % pending + 1) * CREDIT;
        vm.prank(owner);
        escrow.acceptDeposit(channel, person, amount);
        deposited(channel, person, amount);
        ++done["accept"];
    }

    function takesPendingBack(uint8 channelSeed, uint8 personSeed) external {
        bytes32 channel = channelOf(channelSeed);
        address person = people[personSeed % PEOPLE];
        if (escrow.pendingOf(channel, person) == 0 || usdc.isBlacklisted(person)) return;
        vm.prank(person);
        escrow.withdrawPending(channel);
        ++done["takePendingBack"];
    }

    function paysByAuthorization(uint8 channelSeed, uint8 personSeed, uint32 credits) external {
        bytes32 channel = channelOf(channelSeed);
        if (credits == 0 || !takesMoney(channel)) return;
        (Payment memory payment, bytes memory signature) = signs(personSeed, credits * CREDIT);
        address person = people[payment.person];
        if (usdc.isBlacklisted(person)) return;
        vm.prank(owner);
        escrow.depositWithAuthorization(
            channel, person, payment.amount, 0, type(uint256).max, payment.nonce, signature
        );
        deposited(channel, person, payment.amount);
        ++done["payByAuthorization"];
    }

    function paysThroughAFacilitator(uint8 personSeed, uint32 much) external {
        uint256 amount = much % 4 == 0 ? much : much * CREDIT; // some are no whole credits
        (Payment memory payment, bytes memory signature) = signs(personSeed, amount);
        address person = people[payment.person];
        if (amount == 0 || usdc.isBlacklisted(person)) return;
        usdc.transferWithAuthorization(
            person, address(escrow), amount, 0, type(uint256).max, payment.nonce, signature
        );
        unassigned += amount;
        _arrived.push(payment);
        ++done["payThroughAFacilitator"];
    }

    function assignsOrReturns(uint8 channelSeed, uint256 which) external {
        if (_arrived.length == 0) return;
        Payment memory payment = _arrived[which % _arrived.length];
        bytes32 channel = channelOf(channelSeed);
        address person = people[payment.person];
        bool whole = payment.amount % CREDIT == 0;
        if (whole && !takesMoney(channel)) return;
        if (!whole && usdc.isBlacklisted(person)) return;
        _arrived[which % _arrived.length] = _arrived[_arrived.length - 1];
        _arrived.pop();
        unassigned -= payment.amount;
        vm.prank(owner);
        if (whole) {
            escrow.assignDeposit(channel, person, payment.amount, payment.nonce);
            deposited(channel, person, payment.amount);
            ++done["assign"];
        } else {
            escrow.returnPayment(person, payment.amount, payment.nonce);
            ++done["return"];
        }
    }

    function isSentMoneyByMistake(uint32 amount) external {
        usdc.mint(address(escrow), amount);
        minted += amount;
        unassigned += amount;
        ++done["mistake"];
    }

    function exits(uint8 channelSeed, uint8 personSeed, uint256 part) external {
        bytes32 channel = channelOf(channelSeed);
        if (stateOf(channel) != Escrow.State.Open) return;
        uint256 left = remainingOf(channel) / CREDIT;
        if (left == 0) return;
        address person = people[personSeed % PEOPLE];
        uint256 credits = part % left + 1;
        uint256 before = escrow.refundableOf(channel, person);
        exitOne(channel, person, credits);
        returnedTo[channel][person] += before - escrow.refundableOf(channel, person);
        paidOut[channel] += credits * CREDIT;
        ++done["exit"];
    }

    function settles(uint8 channelSeed, uint256 split) external {
        bytes32 channel = channelOf(channelSeed);
        if (stateOf(channel) != Escrow.State.Open || split % 4 != 0) return; // not too soon
        uint256 left = remainingOf(channel) / CREDIT;
        address[] memory agents = sorted();
        uint256[] memory balances = new uint256[](PEOPLE);
        paidOut[channel] += left * CREDIT;
        for (uint256 i; i + 1 < PEOPLE; ++i) {
            balances[i] = left == 0 ? 0 : uint256(keccak256(abi.encode(split, i))) % (left + 1);
            left -= balances[i];
        }
        balances[PEOPLE - 1] = left;
        settle(channel, agents, balances);
        ++done["settle"];
    }

    function withdrawsInEmergency(uint8 channelSeed, uint8 personSeed) external {
        bytes32 channel = channelOf(channelSeed);
        address person = people[personSeed % PEOPLE];
        Escrow.State state = stateOf(channel);
        if (state != Escrow.State.Open && state != Escrow.State.Unwinding) return;
        if (state == Escrow.State.Open && block.timestamp < escrow.emergencyAvailableAt(channel)) return;
        if (escrow.refundableOf(channel, person) == 0 || usdc.isBlacklisted(person)) return;
        uint256 before = usdc.balanceOf(person);
        vm.prank(person);
        escrow.emergencyWithdraw(channel);
        uint256 got = usdc.balanceOf(person) - before;
        returnedTo[channel][person] += got;
        paidOut[channel] += got;
        ++done["withdrawInEmergency"];
    }

    function claims(uint8 personSeed) external {
        address person = people[personSeed % PEOPLE];
        if (escrow.claimable(person) == 0 || usdc.isBlacklisted(person)) return;
        escrow.claim(person);
        ++done["claim"];
    }

    function blacklists(uint8 personSeed) external {
        address person = people[personSeed % PEOPLE];
        usdc.isBlacklisted(person) ? usdc.unBlacklist(person) : usdc.blacklist(person);
    }

    function touches(uint8 channelSeed) external {
        touch(channelOf(channelSeed));
    }

    function waits(uint32 time) external {
        pass(uint256(time) * 1 hours % 12 days);
        ++done["wait"];
    }

    // --- Its books ---

    function newChannel(uint256 slot) private {
        _current[slot] = bytes32(channels.length + 1);
        channels.push(_current[slot]);
    }

    /// One of the three, replaced if it has come to its end.
    function channelOf(uint8 seed) private returns (bytes32) {
        uint256 slot = seed % CHANNELS;
        Escrow.State state = stateOf(_current[slot]);
        if (state == Escrow.State.Settled || (state == Escrow.State.Unwinding && refundableOf(_current[slot]) == 0)) {
            newChannel(slot);
        }
        return _current[slot];
    }

    function takesMoney(bytes32 channel) private view returns (bool) {
        (Escrow.State state,,,,, uint256 openedAt,) = escrow.escrows(channel);
        return state == Escrow.State.None
            || (state == Escrow.State.Open && block.timestamp < openedAt + escrow.MAX_LIFETIME());
    }

    function deposited(bytes32 channel, address person, uint256 amount) private {
        paidIn[channel] += amount;
        depositedBy[channel][person] += amount;
    }

    function signs(uint8 personSeed, uint256 amount) private returns (Payment memory payment, bytes memory signature) {
        payment = Payment(personSeed % PEOPLE, amount, bytes32(++_nonces));
        address person = people[payment.person];
        usdc.mint(address(this), amount);
        minted += amount;
        if (!usdc.isBlacklisted(person)) usdc.transfer(person, amount);
        bytes32 typehash = usdc.TRANSFER_WITH_AUTHORIZATION_TYPEHASH();
        signature = signAs(
            payment.person + 1,
            usdc.authorizationDigest(
                typehash, person, address(escrow), amount, 0, type(uint256).max, payment.nonce
            )
        );
    }

    function sorted() private view returns (address[] memory list) {
        list = people;
        for (uint256 i; i < list.length; ++i) {
            for (uint256 j = i + 1; j < list.length; ++j) {
                if (list[j] < list[i]) (list[i], list[j]) = (list[j], list[i]);
            }
        }
    }

    /// `offer` mints to the person, which the token refuses when it is blacklisted.
    function fund(address who, uint256 amount) internal override {
        if (usdc.isBlacklisted(who)) usdc.unBlacklist(who);
        super.fund(who, amount);
    }
}
