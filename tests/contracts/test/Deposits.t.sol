// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.28;

import {Escrow} from "escrow/Escrow.sol";
import {Bench} from "./support/Bench.sol";
import {vm} from "./support/Vm.sol";

/// @notice Money in: direct, pending, by authorization, unassigned.
contract DepositsTest is Bench {
    function test_oneUsdcIsAThousandCredits() public {
        fund(owner, 1_000_000);
        vm.expectEmit(address(escrow));
        emit Escrow.Deposited(CHANNEL, owner, 1_000_000, 1000);
        vm.prank(owner);
        escrow.deposit(CHANNEL, 1_000_000);
        isState(CHANNEL, Escrow.State.Open);
        holds(1_000_000, 0);
    }

    function test_topupAddsToAnOpenChannel() public {
        pay(CHANNEL, owner, 5 * CREDIT);
        fund(owner, 7 * CREDIT);
        vm.expectEmit(address(escrow));
        emit Escrow.ToppedUp(CHANNEL, owner, 7 * CREDIT, 7);
        vm.prank(owner);
        escrow.topup(CHANNEL, 7 * CREDIT);
        (, uint256 deposited, uint256 remaining, uint256 refundable, uint256 sequence, uint256 openedAt,) =
            escrow.escrows(CHANNEL);
        eq(deposited, 12 * CREDIT, "deposited");
        eq(remaining, 12 * CREDIT, "remaining");
        eq(refundable, 12 * CREDIT, "refundable");
        eq(sequence, 0, "sequence");
        eq(openedAt, START, "openedAt");
    }

    function test_refusesWhatIsNoWholeCredits() public {
        fund(owner, 10_000);
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(Escrow.NotWholeCredits.selector, 1001));
        escrow.deposit(CHANNEL, 1001);
        vm.expectRevert(Escrow.ZeroAmount.selector);
        escrow.deposit(CHANNEL, 0);
        escrow.deposit(CHANNEL, 1000);
        vm.expectRevert(abi.encodeWithSelector(Escrow.NotWholeCredits.selector, 999));
        escrow.topup(CHANNEL, 999);
    }

    function test_depositIsForNewChannelsAndTopupForOpenOnes() public {
        fund(owner, 10 * CREDIT);
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(Escrow.ChannelNotOpen.selector, CHANNEL));
        escrow.topup(CHANNEL, CREDIT);
        escrow.deposit(CHANNEL, CREDIT);
        vm.expectRevert(abi.encodeWithSelector(Escrow.ChannelExists.selector, CHANNEL));
        escrow.deposit(CHANNEL, CREDIT);
    }

    function test_aStrangersDepositIsPendingUntilTheOwnerAcceptsIt() public {
        fund(bob, 9 * CREDIT);
        vm.expectEmit(address(escrow));
        emit Escrow.DepositPending(CHANNEL, bob, 9 * CREDIT);
        vm.prank(bob);
        escrow.deposit(CHANNEL, 9 * CREDIT);
        isState(CHANNEL, Escrow.State.None);
        holds(9 * CREDIT, 0);

        vm.expectEmit(address(escrow));
        emit Escrow.Deposited(CHANNEL, bob, 4 * CREDIT, 4);
        vm.prank(owner);
        escrow.acceptDeposit(CHANNEL, bob, 4 * CREDIT);
        eq(escrow.refundableOf(CHANNEL, bob), 4 * CREDIT, "refundable");
        eq(escrow.pendingOf(CHANNEL, bob), 5 * CREDIT, "pending");
        holds(9 * CREDIT, 0);

        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(Escrow.NotEnoughPending.selector, 6 * CREDIT, 5 * CREDIT));
        escrow.acceptDeposit(CHANNEL, bob, 6 * CREDIT);
        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(Escrow.NotWholeCredits.selector, 1));
        escrow.acceptDeposit(CHANNEL, bob, 1);
    }

    function test_pendingGoesBackAtAnyTimeAndOnce() public {
        offer(CHANNEL, bob, 9 * CREDIT);
        vm.expectEmit(address(escrow));
        emit Escrow.PendingWithdrawn(CHANNEL, bob, 9 * CREDIT);
        vm.prank(bob);
        escrow.withdrawPending(CHANNEL);
        eq(usdc.balanceOf(bob), 9 * CREDIT, "bob");
        holds(0, 0);
        vm.prank(bob);
        vm.expectRevert(Escrow.NothingToWithdraw.selector);
        escrow.withdrawPending(CHANNEL);
    }

    function test_pendingOutlivesTheChannel() public {
        pay(CHANNEL, owner, CREDIT);
        offer(CHANNEL, bob, 2 * CREDIT);
        settle(CHANNEL, one(ada), one(1));
        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(Escrow.ChannelNotOpen.selector, CHANNEL));
        escrow.acceptDeposit(CHANNEL, bob, 2 * CREDIT);
        vm.prank(bob);
        escrow.withdrawPending(CHANNEL);
        eq(usdc.balanceOf(bob), 2 * CREDIT, "bob");
        holds(0, 0);
    }

    function test_refusesMoneyForAChannelThatEnded() public {
        pay(CHANNEL, owner, CREDIT);
        settle(CHANNEL, one(ada), one(1));
        fund(owner, CREDIT);
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(Escrow.ChannelExists.selector, CHANNEL));
        escrow.deposit(CHANNEL, CREDIT);
        vm.expectRevert(abi.encodeWithSelector(Escrow.ChannelNotOpen.selector, CHANNEL));
        escrow.topup(CHANNEL, CREDIT);
    }

    // --- By authorization ---

    function test_anAuthorizedPaymentOpensAChannelForItsPayer() public {
        usdc.mint(payer, 3 * CREDIT);
        bytes memory signature = authorization(3 * CREDIT, "n1");
        vm.expectEmit(address(escrow));
        emit Escrow.PaymentAssigned(CHANNEL, payer, "n1", 3 * CREDIT);
        vm.expectEmit(address(escrow));
        emit Escrow.Deposited(CHANNEL, payer, 3 * CREDIT, 3);
        vm.prank(owner);
        escrow.depositWithAuthorization(CHANNEL, payer, 3 * CREDIT, 0, START + 1 hours, "n1", signature);
        eq(escrow.refundableOf(CHANNEL, payer), 3 * CREDIT, "refundable");
        eq(escrow.paymentUsed(payer, "n1") ? 1 : 0, 1, "used");
        holds(3 * CREDIT, 0);
    }

    function test_anAuthorizedPaymentTopsUp() public {
        usdc.mint(payer, 5 * CREDIT);
        depositAuthorized(CHANNEL, 3 * CREDIT, "n1");
        depositAuthorized(CHANNEL, 2 * CREDIT, "n2");
        eq(remainingOf(CHANNEL), 5 * CREDIT, "remaining");
    }

    function test_refusesABadSignatureAndKeepsNothing() public {
        usdc.mint(payer, 3 * CREDIT);
        bytes memory signature = authorization(3 * CREDIT, "n1");
        vm.prank(owner);
        vm.expectRevert("FiatTokenV2: invalid signature");
        escrow.depositWithAuthorization(CHANNEL, payer, 2 * CREDIT, 0, START + 1 hours, "n1", signature);
        eq(escrow.paymentUsed(payer, "n1") ? 1 : 0, 0, "used");
        isState(CHANNEL, Escrow.State.None);
    }

    function test_refusesAnAuthorizationOutsideItsTime() public {
        usdc.mint(payer, 3 * CREDIT);
        bytes memory signature = authorization(3 * CREDIT, "n1");
        pass(1 hours);
        vm.prank(owner);
        vm.expectRevert("FiatTokenV2: authorization is expired");
        escrow.depositWithAuthorization(CHANNEL, payer, 3 * CREDIT, 0, START + 1 hours, "n1", signature);
    }

    function test_anAuthorizedPaymentIsWholeCredits() public {
        usdc.mint(payer, 3 * CREDIT);
        bytes memory signature = authorization(1500, "n1");
        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(Escrow.NotWholeCredits.selector, 1500));
        escrow.depositWithAuthorization(CHANNEL, payer, 1500, 0, START + 1 hours, "n1", signature);
    }

    function test_theSameAuthorizationDepositsOnce() public {
        usdc.mint(payer, 9 * CREDIT);
        depositAuthorized(CHANNEL, 3 * CREDIT, "n1");
        bytes memory signature = authorization(3 * CREDIT, "n1");
        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(Escrow.AuthorizationAlreadyUsed.selector, payer, bytes32("n1")));
        escrow.depositWithAuthorization(OTHER, payer, 3 * CREDIT, 0, START + 1 hours, "n1", signature);
    }

    // --- Unassigned ---

    function test_aPaymentSubmittedElsewhereIsUnassignedThenAssignedOnce() public {
        usdc.mint(payer, 3 * CREDIT);
        submitElsewhere(3 * CREDIT, "n1");
        holds(0, 3 * CREDIT);

        vm.expectEmit(address(escrow));
        emit Escrow.PaymentAssigned(CHANNEL, payer, "n1", 3 * CREDIT);
        vm.expectEmit(address(escrow));
        emit Escrow.Deposited(CHANNEL, payer, 3 * CREDIT, 3);
        vm.prank(owner);
        escrow.assignDeposit(CHANNEL, payer, 3 * CREDIT, "n1");
        holds(3 * CREDIT, 0);

        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(Escrow.PaymentAlreadyUsed.selector, payer, bytes32("n1")));
        escrow.assignDeposit(OTHER, payer, 3 * CREDIT, "n1");
    }

    function test_aDepositedAuthorizationCannotBeAssignedOutOfOthersMoney() public {
        usdc.mint(payer, 3 * CREDIT);
        depositAuthorized(CHANNEL, 3 * CREDIT, "n1");
        usdc.mint(address(escrow), 3 * CREDIT); // somebody else's, unassigned
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(Escrow.PaymentAlreadyUsed.selector, payer, bytes32("n1")));
        escrow.assignDeposit(OTHER, payer, 3 * CREDIT, "n1");
        vm.expectRevert(abi.encodeWithSelector(Escrow.PaymentAlreadyUsed.selector, payer, bytes32("n1")));
        escrow.returnPayment(payer, 3 * CREDIT, "n1");
    }

    function test_refusesToAssignWhatWasNotPaid() public {
        usdc.mint(address(escrow), 3 * CREDIT);
        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(Escrow.AuthorizationNotUsed.selector, payer, bytes32("n1")));
        escrow.assignDeposit(CHANNEL, payer, 3 * CREDIT, "n1");
    }

    function test_refusesToAssignMoreThanIsUnassigned() public {
        pay(OTHER, bob, 50 * CREDIT);
        offer(OTHER, cyd, 50 * CREDIT);
        usdc.mint(payer, 3 * CREDIT);
        submitElsewhere(3 * CREDIT, "n1");
        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(Escrow.NotEnoughUnassigned.selector, 4 * CREDIT, 3 * CREDIT));
        escrow.assignDeposit(CHANNEL, payer, 4 * CREDIT, "n1");
        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(Escrow.NotEnoughUnassigned.selector, 4 * CREDIT, 3 * CREDIT));
        escrow.returnPayment(payer, 4 * CREDIT, "n1");
    }

    function test_aPaymentOfNoWholeCreditsGoesBackOnce() public {
        usdc.mint(payer, 1500);
        submitElsewhere(1500, "n1");
        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(Escrow.NotWholeCredits.selector, 1500));
        escrow.assignDeposit(CHANNEL, payer, 1500, "n1");
        vm.expectEmit(address(escrow));
        emit Escrow.PaymentReturned(payer, "n1", 1500);
        vm.prank(owner);
        escrow.returnPayment(payer, 1500, "n1");
        eq(usdc.balanceOf(payer), 1500, "payer");
        holds(0, 0);
        usdc.mint(address(escrow), 1500);
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(Escrow.PaymentAlreadyUsed.selector, payer, bytes32("n1")));
        escrow.returnPayment(payer, 1500, "n1");
        vm.expectRevert(Escrow.ZeroAmount.selector);
        escrow.returnPayment(payer, 0, "n2");
    }

    function testFuzz_creditsTimesAThousandIsTheDeposit(uint64 credits) public {
        vm.assume(credits != 0);
        pay(CHANNEL, owner, uint256(credits) * CREDIT);
        settle(CHANNEL, one(ada), one(credits));
        eq(usdc.balanceOf(ada), uint256(credits) * CREDIT, "ada");
        holds(0, 0);
    }

    function testFuzz_onlyWholeCreditsEnter(uint96 amount) public {
        fund(bob, amount);
        if (amount == 0) vm.expectRevert(Escrow.ZeroAmount.selector);
        else if (amount % 1000 != 0) vm.expectRevert(abi.encodeWithSelector(Escrow.NotWholeCredits.selector, amount));
        vm.prank(bob);
        escrow.deposit(CHANNEL, amount);
        eq(escrow.accounted(), amount % 1000 == 0 ? amount : 0, "accounted");
    }
}
