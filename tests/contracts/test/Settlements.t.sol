// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.28;

import {Escrow} from "escrow/Escrow.sol";
import {Bench} from "./support/Bench.sol";
import {vm} from "./support/Vm.sol";

/// @notice Money out as the settler signs it: settle, exit, claims.
contract SettlementsTest is Bench {
    function test_settlesExactlyWhatIsLeft() public {
        pay(CHANNEL, payer, 10 * CREDIT);
        uint256[] memory amounts = two(4 * CREDIT, 6 * CREDIT);
        bytes memory proof = settlementProof(CHANNEL, two(ada, bob), two(4, 6));
        vm.expectEmit(address(escrow));
        emit Escrow.Settled(CHANNEL, two(ada, bob), amounts);
        vm.prank(owner);
        escrow.settle(CHANNEL, two(ada, bob), two(4, 6), proof);
        eq(usdc.balanceOf(ada), 4 * CREDIT, "ada");
        eq(usdc.balanceOf(bob), 6 * CREDIT, "bob");
        eq(usdc.balanceOf(owner), 0, "owner");
        isState(CHANNEL, Escrow.State.Settled);
        eq(remainingOf(CHANNEL), 0, "remaining");
        eq(sequenceOf(CHANNEL), 1, "sequence");
        holds(0, 0);
    }

    /// D-20: six thousand credits are six USDC, not six atomic units.
    function test_sixThousandCreditsAreSixUsdc() public {
        pay(CHANNEL, payer, 10_000_000);
        settle(CHANNEL, two(ada, bob), two(6000, 4000));
        eq(usdc.balanceOf(ada), 6_000_000, "ada");
        eq(usdc.balanceOf(bob), 4_000_000, "bob");
    }

    function test_refusesAnyOtherSum() public {
        pay(CHANNEL, payer, 10 * CREDIT);
        pay(OTHER, payer, 90 * CREDIT);
        for (uint256 bobs = 5; bobs < 9; ++bobs) {
            if (bobs == 6) continue;
            bytes memory proof = settlementProof(CHANNEL, two(ada, bob), two(4, bobs));
            vm.prank(owner);
            vm.expectRevert(
                abi.encodeWithSelector(Escrow.SumMismatch.selector, 10 * CREDIT, (4 + bobs) * CREDIT)
            );
            escrow.settle(CHANNEL, two(ada, bob), two(4, bobs), proof);
        }
        address[] memory nobody = new address[](0);
        bytes memory empty = settlementProof(CHANNEL, nobody, new uint256[](0));
        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(Escrow.SumMismatch.selector, 10 * CREDIT, 0));
        escrow.settle(CHANNEL, nobody, new uint256[](0), empty);
    }

    function test_aBalanceThatOverflowsIsRefused() public {
        pay(CHANNEL, payer, CREDIT);
        uint256 huge = type(uint256).max / 1000 + 2; // times a thousand is a small number, modulo 2^256
        bytes memory proof = settlementProof(CHANNEL, one(ada), one(huge));
        vm.prank(owner);
        vm.expectRevert();
        escrow.settle(CHANNEL, one(ada), one(huge), proof);
        bytes memory exitProof = signAs(SETTLER_KEY, escrow.exitDigest(CHANNEL, ada, huge));
        vm.prank(owner);
        vm.expectRevert();
        escrow.exitParticipant(CHANNEL, ada, huge, exitProof);
    }

    function test_settlesOnce() public {
        pay(CHANNEL, payer, CREDIT);
        pay(OTHER, payer, CREDIT);
        bytes memory proof = settlementProof(CHANNEL, one(ada), one(1));
        vm.startPrank(owner);
        escrow.settle(CHANNEL, one(ada), one(1), proof);
        vm.expectRevert(abi.encodeWithSelector(Escrow.ChannelNotOpen.selector, CHANNEL));
        escrow.settle(CHANNEL, one(ada), one(1), proof);
        vm.stopPrank();
        proof = signAs(SETTLER_KEY, escrow.exitDigest(CHANNEL, ada, 1));
        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(Escrow.ChannelNotOpen.selector, CHANNEL));
        escrow.exitParticipant(CHANNEL, ada, 1, proof);
    }

    function test_refusesToSettleWhatWasNeverOpened() public {
        bytes memory proof = settlementProof(CHANNEL, new address[](0), new uint256[](0));
        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(Escrow.ChannelNotOpen.selector, CHANNEL));
        escrow.settle(CHANNEL, new address[](0), new uint256[](0), proof);
    }

    function test_agentsAreDistinctAscendingAndNotTheEscrowOrItsToken() public {
        pay(CHANNEL, payer, 2 * CREDIT);
        refusesAgents(two(ada, ada), abi.encodeWithSelector(Escrow.AgentsNotAscending.selector, ada));
        refusesAgents(two(bob, ada), abi.encodeWithSelector(Escrow.AgentsNotAscending.selector, ada));
        refusesAgents(two(address(0), ada), abi.encodeWithSelector(Escrow.AgentsNotAscending.selector, address(0)));
        refusesAgents(two(ada, address(usdc)), abi.encodeWithSelector(Escrow.BadAgent.selector, address(usdc)));
        refusesAgents(two(ada, address(escrow)), abi.encodeWithSelector(Escrow.BadAgent.selector, address(escrow)));
    }

    function refusesAgents(address[] memory agents, bytes memory why) private {
        bytes memory proof = settlementProof(CHANNEL, agents, two(1, 1));
        vm.prank(owner);
        vm.expectRevert(why);
        escrow.settle(CHANNEL, agents, two(1, 1), proof);
    }

    function test_listsAreOfOneLength() public {
        pay(CHANNEL, payer, 2 * CREDIT);
        bytes memory proof = settlementProof(CHANNEL, two(ada, bob), one(2));
        vm.prank(owner);
        vm.expectRevert(Escrow.LengthMismatch.selector);
        escrow.settle(CHANNEL, two(ada, bob), one(2), proof);
    }

    function test_moreThanTheMostAgentsIsRefusedAndExitsMakeRoom() public {
        uint256 count = escrow.MAX_AGENTS() + 1;
        pay(CHANNEL, payer, count * CREDIT);
        (address[] memory agents, uint256[] memory balances) = crowd(count);
        bytes memory proof = settlementProof(CHANNEL, agents, balances);
        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(Escrow.TooManyAgents.selector, count));
        escrow.settle(CHANNEL, agents, balances, proof);

        exitOne(CHANNEL, agents[count - 1], 1);
        (agents, balances) = crowd(count - 1);
        settle(CHANNEL, agents, balances);
        holds(0, 0);
    }

    function crowd(uint256 count) private pure returns (address[] memory agents, uint256[] memory balances) {
        agents = new address[](count);
        balances = new uint256[](count);
        for (uint256 i; i < count; ++i) {
            agents[i] = address(uint160(0x10000 + i));
            balances[i] = 1;
        }
    }

    function test_zeroBalancesArePaidNothing() public {
        pay(CHANNEL, payer, CREDIT);
        usdc.blacklist(ada);
        settle(CHANNEL, two(ada, bob), two(0, 1));
        eq(escrow.claimable(ada), 0, "claimable");
        eq(usdc.balanceOf(bob), CREDIT, "bob");
    }

    // --- Exits ---

    function test_anExitPaysOneAndLeavesTheRest() public {
        pay(CHANNEL, payer, 10 * CREDIT);
        bytes memory proof = signAs(SETTLER_KEY, escrow.exitDigest(CHANNEL, ada, 4));
        vm.expectEmit(address(escrow));
        emit Escrow.ParticipantExited(CHANNEL, ada, 4 * CREDIT);
        vm.prank(owner);
        escrow.exitParticipant(CHANNEL, ada, 4, proof);
        eq(usdc.balanceOf(ada), 4 * CREDIT, "ada");
        holds(6 * CREDIT, 0);
        settle(CHANNEL, one(bob), one(6));
        eq(usdc.balanceOf(bob), 6 * CREDIT, "bob");
        holds(0, 0);
    }

    function test_whenAllHaveLeftAnEmptySettlementEndsTheChannel() public {
        pay(CHANNEL, payer, 10 * CREDIT);
        exitOne(CHANNEL, ada, 10);
        isState(CHANNEL, Escrow.State.Open);
        settle(CHANNEL, new address[](0), new uint256[](0));
        isState(CHANNEL, Escrow.State.Settled);
    }

    function test_anExitCannotTakeMoreThanIsLeftNorNothing() public {
        pay(CHANNEL, payer, 10 * CREDIT);
        pay(OTHER, payer, 10 * CREDIT);
        bytes memory proof = signAs(SETTLER_KEY, escrow.exitDigest(CHANNEL, ada, 11));
        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(Escrow.SumMismatch.selector, 10 * CREDIT, 11 * CREDIT));
        escrow.exitParticipant(CHANNEL, ada, 11, proof);
        proof = signAs(SETTLER_KEY, escrow.exitDigest(CHANNEL, ada, 0));
        vm.prank(owner);
        vm.expectRevert(Escrow.ZeroAmount.selector);
        escrow.exitParticipant(CHANNEL, ada, 0, proof);
        proof = signAs(SETTLER_KEY, escrow.exitDigest(CHANNEL, address(0), 1));
        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(Escrow.BadAgent.selector, address(0)));
        escrow.exitParticipant(CHANNEL, address(0), 1, proof);
    }

    function test_whatAPayerTakesByExitIsNoLongerRefundableToIt() public {
        pay(CHANNEL, ada, 10 * CREDIT);
        pay(CHANNEL, bob, 10 * CREDIT);
        exitOne(CHANNEL, ada, 4);
        eq(escrow.refundableOf(CHANNEL, ada), 6 * CREDIT, "ada");
        eq(refundableOf(CHANNEL), 16 * CREDIT, "all");
        exitOne(CHANNEL, ada, 9); // three more than it paid
        eq(escrow.refundableOf(CHANNEL, ada), 0, "ada");
        eq(refundableOf(CHANNEL), 10 * CREDIT, "all");
        eq(remainingOf(CHANNEL), 7 * CREDIT, "remaining");
    }

    // --- Claims ---

    function test_aBlacklistedAgentDoesNotStopTheOthers() public {
        pay(CHANNEL, payer, 10 * CREDIT);
        usdc.blacklist(ada);
        bytes memory proof = settlementProof(CHANNEL, two(ada, bob), two(4, 6));
        vm.expectEmit(address(escrow));
        emit Escrow.PayoutDeferred(CHANNEL, ada, 4 * CREDIT);
        vm.prank(owner);
        escrow.settle(CHANNEL, two(ada, bob), two(4, 6), proof);
        eq(usdc.balanceOf(bob), 6 * CREDIT, "bob");
        eq(escrow.claimable(ada), 4 * CREDIT, "claimable");
        holds(4 * CREDIT, 0);

        vm.expectRevert("Blacklistable: account is blacklisted");
        escrow.claim(ada);
        usdc.unBlacklist(ada);
        vm.expectEmit(address(escrow));
        emit Escrow.Claimed(ada, 4 * CREDIT);
        vm.prank(stranger);
        escrow.claim(ada);
        eq(usdc.balanceOf(ada), 4 * CREDIT, "ada");
        holds(0, 0);
        vm.expectRevert(Escrow.NothingToWithdraw.selector);
        escrow.claim(ada);
    }

    function test_aBlacklistedAgentExitsIntoAClaim() public {
        pay(CHANNEL, payer, 10 * CREDIT);
        usdc.blacklist(ada);
        exitOne(CHANNEL, ada, 4);
        exitOne(CHANNEL, ada, 1);
        eq(escrow.claimable(ada), 5 * CREDIT, "claimable");
        holds(10 * CREDIT, 0);
        settle(CHANNEL, one(bob), one(5));
        holds(5 * CREDIT, 0);
    }

    // --- Fuzz ---

    /// Any split, with exits on the way and some blacklisted, pays out what was deposited to the unit.
    function testFuzz_everySplitIsExact(uint256 seed, uint8 count) public {
        uint256 n = uint256(count) % 12 + 1;
        address[] memory agents = new address[](n);
        uint256[] memory balances = new uint256[](n);
        uint256 total;
        for (uint256 i; i < n; ++i) {
            agents[i] = address(uint160(0x20000 + i * 7));
            balances[i] = uint256(keccak256(abi.encode(seed, i))) % 1e12;
            total += balances[i];
            if (uint256(keccak256(abi.encode("black", seed, i))) % 4 == 0) usdc.blacklist(agents[i]);
        }
        vm.assume(total != 0);
        pay(CHANNEL, payer, total * CREDIT);
        pay(OTHER, payer, 77 * CREDIT);
        uint256 leaver = seed % n;
        uint256 left = balances[leaver] / 2;
        if (left != 0) {
            exitOne(CHANNEL, agents[leaver], left);
            balances[leaver] -= left;
        }
        settle(CHANNEL, agents, balances);
        balances[leaver] += left;
        uint256 claims;
        for (uint256 i; i < n; ++i) {
            eq(usdc.balanceOf(agents[i]) + escrow.claimable(agents[i]), balances[i] * CREDIT, "agent");
            claims += escrow.claimable(agents[i]);
        }
        holds(claims + 77 * CREDIT, 0);
    }
}
