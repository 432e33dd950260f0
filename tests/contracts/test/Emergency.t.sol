// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.28;

import {Escrow} from "escrow/Escrow.sol";
import {Bench} from "./support/Bench.sol";
import {vm} from "./support/Vm.sol";

/// @notice What payers can do when the engine falls silent, and what it can do to stay their hand (D-21).
contract EmergencyTest is Bench {
    function withdraw(address who) private {
        vm.prank(who);
        escrow.emergencyWithdraw(CHANNEL);
    }

    function tooEarly(address who, uint256 availableAt) private {
        vm.prank(who);
        vm.expectRevert(abi.encodeWithSelector(Escrow.TooEarly.selector, availableAt));
        escrow.emergencyWithdraw(CHANNEL);
    }

    function test_returnsTheDepositAfterSevenDaysOfSilence() public {
        pay(CHANNEL, payer, 10 * CREDIT);
        pass(7 days - 1);
        tooEarly(payer, START + 7 days);
        pass(1);
        eq(escrow.emergencyAvailableAt(CHANNEL), block.timestamp, "availableAt");
        vm.expectEmit(address(escrow));
        emit Escrow.EmergencyWithdrawal(CHANNEL, payer, 10 * CREDIT);
        withdraw(payer);
        eq(usdc.balanceOf(payer), 10 * CREDIT, "payer");
        isState(CHANNEL, Escrow.State.Unwinding);
        holds(0, 0);
    }

    function test_everyActOfTheEngineStartsTheSevenDaysAnew() public {
        pay(CHANNEL, payer, 10 * CREDIT);
        pass(6 days);
        pay(CHANNEL, payer, CREDIT);
        tooEarly(payer, START + 13 days);
        pass(6 days);
        exitOne(CHANNEL, ada, 1);
        tooEarly(payer, START + 19 days);
        pass(6 days);
        touch(CHANNEL);
        tooEarly(payer, START + 25 days);
        pass(6 days);
        usdc.mint(payer, CREDIT);
        bytes memory signature = signAs(
            PAYER_KEY,
            usdc.authorizationDigest(
                usdc.TRANSFER_WITH_AUTHORIZATION_TYPEHASH(), payer, address(escrow), CREDIT, 0, START * 2, "n"
            )
        );
        vm.prank(owner);
        escrow.depositWithAuthorization(CHANNEL, payer, CREDIT, 0, START * 2, "n", signature);
        tooEarly(payer, START + 31 days);
    }

    function test_pendingDepositsOfStrangersDoNotProlongIt() public {
        pay(CHANNEL, payer, 10 * CREDIT);
        pass(6 days);
        offer(CHANNEL, stranger, CREDIT);
        pass(1 days);
        withdraw(payer);
        eq(usdc.balanceOf(payer), 10 * CREDIT, "payer");
    }

    function test_theOwnerCannotBlockBeyondTheLifetime() public {
        pay(CHANNEL, payer, 10 * CREDIT);
        for (uint256 i; i < 17; ++i) {
            pass(5 days);
            touch(CHANNEL);
        }
        pass(5 days - 1);
        touch(CHANNEL);
        tooEarly(payer, START + 90 days);
        pass(1);
        touch(CHANNEL);
        withdraw(payer);
        eq(usdc.balanceOf(payer), 10 * CREDIT, "payer");
    }

    function test_anOldChannelTakesNoDepositsButCanBeSettled() public {
        pay(CHANNEL, owner, 10 * CREDIT);
        pass(90 days);
        fund(owner, CREDIT);
        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(Escrow.ChannelExpired.selector, CHANNEL));
        escrow.topup(CHANNEL, CREDIT);
        exitOne(CHANNEL, ada, 4);
        settle(CHANNEL, one(bob), one(6));
    }

    function test_touchPassesOverWhatIsNotOpen() public {
        pay(OTHER, payer, CREDIT);
        settle(OTHER, one(ada), one(1));
        pass(1);
        touch(CHANNEL);
        touch(OTHER);
        (Escrow.State none,,,,,, uint256 never) = escrow.escrows(CHANNEL);
        (Escrow.State settled,,,,,, uint256 then) = escrow.escrows(OTHER);
        require(none == Escrow.State.None && settled == Escrow.State.Settled, "state");
        eq(never, 0, "a channel that never was");
        eq(then, START, "a channel that ended");
    }

    function test_onlyPayersAndOnce() public {
        pay(CHANNEL, payer, 10 * CREDIT);
        pass(7 days);
        vm.prank(stranger);
        vm.expectRevert(Escrow.NothingToWithdraw.selector);
        escrow.emergencyWithdraw(CHANNEL);
        isState(CHANNEL, Escrow.State.Open);
        withdraw(payer);
        vm.prank(payer);
        vm.expectRevert(Escrow.NothingToWithdraw.selector);
        escrow.emergencyWithdraw(CHANNEL);
        vm.prank(payer);
        vm.expectRevert(abi.encodeWithSelector(Escrow.ChannelNotOpen.selector, OTHER));
        escrow.emergencyWithdraw(OTHER);
    }

    function test_nothingAfterASettlement() public {
        pay(CHANNEL, payer, 10 * CREDIT);
        settle(CHANNEL, one(ada), one(10));
        pass(100 days);
        vm.prank(payer);
        vm.expectRevert(abi.encodeWithSelector(Escrow.ChannelNotOpen.selector, CHANNEL));
        escrow.emergencyWithdraw(CHANNEL);
    }

    function test_theFirstWithdrawalEndsTheChannelForEverythingElse() public {
        pay(CHANNEL, ada, 10 * CREDIT);
        pay(CHANNEL, bob, 10 * CREDIT);
        offer(CHANNEL, cyd, CREDIT);
        pass(7 days);
        withdraw(ada);
        bytes memory why = abi.encodeWithSelector(Escrow.ChannelNotOpen.selector, CHANNEL);
        bytes memory proof = settlementProof(CHANNEL, one(cyd), one(10));
        vm.startPrank(owner);
        vm.expectRevert(why);
        escrow.settle(CHANNEL, one(cyd), one(10), proof);
        vm.expectRevert(why);
        escrow.exitParticipant(CHANNEL, cyd, 1, proof);
        vm.expectRevert(why);
        escrow.acceptDeposit(CHANNEL, cyd, CREDIT);
        vm.expectRevert(why);
        escrow.topup(CHANNEL, CREDIT);
        vm.stopPrank();
        touch(CHANNEL);
        withdraw(bob); // at once: no second wait
        eq(usdc.balanceOf(bob), 10 * CREDIT, "bob");
        holds(CREDIT, 0);
    }

    function test_exitsAreBornInProportion() public {
        pay(CHANNEL, ada, 30 * CREDIT);
        pay(CHANNEL, bob, 10 * CREDIT);
        exitOne(CHANNEL, cyd, 20);
        pass(7 days);
        withdraw(ada);
        withdraw(bob);
        eq(usdc.balanceOf(ada), 15 * CREDIT, "ada");
        eq(usdc.balanceOf(bob), 5 * CREDIT, "bob");
        holds(0, 0);
    }

    /// A payer that took its own money out by an exit has no share in the other's.
    function test_aPayerThatExitedHasNoShareInTheOthersDeposit() public {
        pay(CHANNEL, ada, 10 * CREDIT);
        pay(CHANNEL, bob, 10 * CREDIT);
        exitOne(CHANNEL, ada, 10);
        pass(7 days);
        vm.prank(ada);
        vm.expectRevert(Escrow.NothingToWithdraw.selector);
        escrow.emergencyWithdraw(CHANNEL);
        withdraw(bob);
        eq(usdc.balanceOf(bob), 10 * CREDIT, "bob");
    }

    function test_aShareOfNothingStillCounts() public {
        pay(CHANNEL, ada, CREDIT);
        pay(CHANNEL, bob, 10_000 * CREDIT);
        exitOne(CHANNEL, cyd, 10_000); // one credit is left for ten thousand and one
        pass(7 days);
        withdraw(ada);
        eq(usdc.balanceOf(ada), 0, "ada");
        withdraw(bob);
        eq(usdc.balanceOf(bob), CREDIT, "bob");
        holds(0, 0);
    }

    function test_aBlacklistedPayerBlocksNobodyAndKeepsItsShare() public {
        pay(CHANNEL, ada, 10 * CREDIT);
        pay(CHANNEL, bob, 10 * CREDIT);
        usdc.blacklist(ada);
        pass(7 days);
        vm.prank(ada);
        vm.expectRevert("Blacklistable: account is blacklisted");
        escrow.emergencyWithdraw(CHANNEL);
        withdraw(bob);
        eq(usdc.balanceOf(bob), 10 * CREDIT, "bob");
        usdc.unBlacklist(ada);
        withdraw(ada);
        eq(usdc.balanceOf(ada), 10 * CREDIT, "ada");
    }

    function test_availableAtIsForOpenChannels() public {
        vm.expectRevert(abi.encodeWithSelector(Escrow.ChannelNotOpen.selector, CHANNEL));
        escrow.emergencyAvailableAt(CHANNEL);
    }

    /// Any payers, any exits, any order: exact, never more than a payer's own, and fair to a few atomic units.
    function testFuzz_sharesAddUpAndNeverExceedTheDeposit(uint256 seed, uint8 count, uint16 keep) public {
        uint256 n = uint256(count) % 8 + 1;
        uint256[] memory paid = new uint256[](n);
        uint256 total;
        for (uint256 i; i < n; ++i) {
            paid[i] = (uint256(keccak256(abi.encode(seed, i))) % 1e9 + 1) * CREDIT;
            total += paid[i];
            pay(CHANNEL, address(uint160(0x30000 + i)), paid[i]);
        }
        uint256 left = total / CREDIT * keep / type(uint16).max;
        if (left < total / CREDIT) exitOne(CHANNEL, cyd, total / CREDIT - left);
        pass(7 days);
        uint256 sum;
        for (uint256 k; k < n; ++k) {
            uint256 i = (k + seed % n) % n;
            address who = address(uint160(0x30000 + i));
            withdraw(who);
            uint256 got = usdc.balanceOf(who);
            uint256 ideal = paid[i] * left * CREDIT / total;
            require(got <= paid[i], "more than its deposit");
            require(got + n >= ideal && got <= ideal + n, "unfair");
            sum += got;
        }
        eq(sum, left * CREDIT, "sum");
        holds(0, 0);
    }
}
