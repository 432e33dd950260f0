// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Escrow} from "escrow/Escrow.sol";
import {Bench} from "./support/Bench.sol";
import {FeeToken, ReentrantToken, SilentToken, SpitefulToken} from "./support/HostileTokens.sol";
import {vm} from "./support/Vm.sol";

/// @notice Each test is an attack that was thought of, and what becomes of it.
contract AttacksTest is Bench {
    uint256 private constant SECP256K1_N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;

    // --- Other people's channels ---

    /// Dust on a channel id that is not taken yet, or is, changes neither the channel nor its settlement.
    function test_dustOnAnothersChannelChangesNothing() public {
        offer(CHANNEL, stranger, CREDIT); // squats the id before the payer
        pay(CHANNEL, payer, 10 * CREDIT);
        bytes memory proof = settlementProof(CHANNEL, one(ada), one(10));
        offer(CHANNEL, stranger, CREDIT); // sees the settlement coming
        offer(CHANNEL, payer, CREDIT); // so does a payer who dislikes it
        vm.prank(owner);
        escrow.settle(CHANNEL, one(ada), one(10), proof);
        eq(usdc.balanceOf(ada), 10 * CREDIT, "ada");
        vm.prank(stranger);
        escrow.withdrawPending(CHANNEL);
        eq(usdc.balanceOf(stranger), 2 * CREDIT, "stranger");
        vm.prank(payer);
        escrow.withdrawPending(CHANNEL);
        holds(0, 0);
    }

    /// D-21: a unit of dust made its sender the depositor of everything.
    function test_dustDoesNotMakeADepositor() public {
        pay(CHANNEL, payer, 10 * CREDIT);
        offer(CHANNEL, stranger, CREDIT);
        pass(7 days);
        vm.prank(stranger);
        vm.expectRevert(Escrow.NothingToWithdraw.selector);
        escrow.emergencyWithdraw(CHANNEL);
    }

    function test_moneySentToTheContractCannotSpoilASettlement() public {
        pay(CHANNEL, payer, 10 * CREDIT);
        bytes memory proof = settlementProof(CHANNEL, one(ada), one(10));
        usdc.mint(address(escrow), 1);
        vm.prank(owner);
        escrow.settle(CHANNEL, one(ada), one(10), proof);
        holds(0, 1);
    }

    // --- Authorizations ---

    /// Whoever sees the payer's signature may submit it first: no theft, no loss, one more transaction.
    function test_aFrontRunnerOfAnAuthorizationGainsNothing() public {
        usdc.mint(payer, 3 * CREDIT);
        bytes memory signature = authorization(3 * CREDIT, "n1");
        vm.prank(stranger);
        vm.expectPartialRevert(bytes4(keccak256("OwnableUnauthorizedAccount(address)")));
        escrow.depositWithAuthorization(OTHER, payer, 3 * CREDIT, 0, START + 1 hours, "n1", signature);

        submitElsewhere(3 * CREDIT, "n1");
        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(Escrow.AuthorizationAlreadyUsed.selector, payer, bytes32("n1")));
        escrow.depositWithAuthorization(CHANNEL, payer, 3 * CREDIT, 0, START + 1 hours, "n1", signature);
        vm.prank(owner);
        escrow.assignDeposit(CHANNEL, payer, 3 * CREDIT, "n1");
        eq(escrow.refundableOf(CHANNEL, payer), 3 * CREDIT, "payer");
    }

    /// A payer who cancels leaves a nonce that the token calls used. It is never paid out of another's money by
    /// itself: the deposit reverts, and without unassigned money so does an engine that does not look.
    function test_aCancelledAuthorizationIsNoPayment() public {
        usdc.mint(payer, 3 * CREDIT);
        bytes32 digest = keccak256(
            abi.encodePacked(
                hex"1901",
                usdc.DOMAIN_SEPARATOR(),
                keccak256(abi.encode(usdc.CANCEL_AUTHORIZATION_TYPEHASH(), payer, bytes32("n1")))
            )
        );
        usdc.cancelAuthorization(payer, "n1", signAs(PAYER_KEY, digest));
        bytes memory signature = authorization(3 * CREDIT, "n1");
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(Escrow.AuthorizationAlreadyUsed.selector, payer, bytes32("n1")));
        escrow.depositWithAuthorization(CHANNEL, payer, 3 * CREDIT, 0, START + 1 hours, "n1", signature);
        vm.expectRevert(abi.encodeWithSelector(Escrow.NotEnoughUnassigned.selector, 3 * CREDIT, 0));
        escrow.assignDeposit(CHANNEL, payer, 3 * CREDIT, "n1");
    }

    /// An authorization to somebody else cannot be turned into a deposit.
    function test_anAuthorizationToAnotherPayeeIsNoDeposit() public {
        usdc.mint(payer, 3 * CREDIT);
        bytes memory signature = authorizationTo(bob, 3 * CREDIT, "n1");
        vm.prank(owner);
        vm.expectRevert("FiatTokenV2: invalid signature");
        escrow.depositWithAuthorization(CHANNEL, payer, 3 * CREDIT, 0, START + 1 hours, "n1", signature);
    }

    /// Two payers may use the same nonce; each counts for its own.
    function test_nonceIsPerPayer() public {
        usdc.mint(payer, 3 * CREDIT);
        submitElsewhere(3 * CREDIT, "n1");
        vm.prank(owner);
        escrow.returnPayment(bob, CREDIT, "n1");
        vm.prank(owner);
        escrow.assignDeposit(CHANNEL, payer, 2 * CREDIT, "n1");
        holds(2 * CREDIT, 0);
    }

    // --- Proofs ---

    function test_aProofHoldsForItsChannelAgentsAndBalancesOnly() public {
        pay(CHANNEL, payer, 10 * CREDIT);
        pay(OTHER, payer, 10 * CREDIT);
        bytes memory proof = settlementProof(CHANNEL, two(ada, bob), two(4, 6));
        vm.startPrank(owner);
        vm.expectRevert(Escrow.WrongProof.selector);
        escrow.settle(OTHER, two(ada, bob), two(4, 6), proof);
        vm.expectRevert(Escrow.WrongProof.selector);
        escrow.settle(CHANNEL, two(ada, cyd), two(4, 6), proof);
        vm.expectRevert(Escrow.WrongProof.selector);
        escrow.settle(CHANNEL, two(ada, bob), two(5, 5), proof);
        vm.expectRevert(Escrow.WrongProof.selector);
        escrow.exitParticipant(CHANNEL, ada, 4, proof);
        escrow.settle(CHANNEL, two(ada, bob), two(4, 6), proof);
    }

    /// The seam between the two lists cannot be moved: each is hashed by itself.
    function test_listsCannotBeShiftedIntoEachOther() public {
        pay(CHANNEL, payer, 10 * CREDIT);
        bytes32 a = escrow.settlementDigest(CHANNEL, two(ada, bob), one(10));
        bytes32 b = escrow.settlementDigest(CHANNEL, one(ada), two(uint256(uint160(bob)), 10));
        require(a != b, "one digest for two settlements");
    }

    function test_anExitCannotBeReplayed() public {
        pay(CHANNEL, payer, 10 * CREDIT);
        bytes memory proof = signAs(SETTLER_KEY, escrow.exitDigest(CHANNEL, ada, 4));
        vm.startPrank(owner);
        escrow.exitParticipant(CHANNEL, ada, 4, proof);
        vm.expectRevert(Escrow.WrongProof.selector);
        escrow.exitParticipant(CHANNEL, ada, 4, proof);
    }

    function test_anOlderStatementIsVoidAfterAnyStep() public {
        pay(CHANNEL, payer, 10 * CREDIT);
        bytes memory oldSettlement = settlementProof(CHANNEL, one(ada), one(10));
        bytes memory oldExit = signAs(SETTLER_KEY, escrow.exitDigest(CHANNEL, bob, 6));
        exitOne(CHANNEL, ada, 4);
        pay(CHANNEL, payer, 4 * CREDIT); // ten again: only sequence and deposits differ
        vm.startPrank(owner);
        vm.expectRevert(Escrow.WrongProof.selector);
        escrow.settle(CHANNEL, one(ada), one(10), oldSettlement);
        vm.expectRevert(Escrow.WrongProof.selector);
        escrow.exitParticipant(CHANNEL, bob, 6, oldExit);
    }

    /// A reorganisation that loses a topup voids what was signed with it in view; nobody else's money covers it.
    function test_aReorganisationVoidsWhatWasSignedBeyondIt() public {
        pay(CHANNEL, bob, 10 * CREDIT);
        uint256 fork = vm.snapshotState();
        pay(CHANNEL, payer, 5 * CREDIT);
        bytes memory settlement = settlementProof(CHANNEL, one(ada), one(15));
        bytes memory leave = signAs(SETTLER_KEY, escrow.exitDigest(CHANNEL, ada, 5));
        vm.revertToState(fork);
        vm.startPrank(owner);
        vm.expectRevert(Escrow.WrongProof.selector);
        escrow.settle(CHANNEL, one(ada), one(15), settlement);
        vm.expectRevert(Escrow.WrongProof.selector);
        escrow.exitParticipant(CHANNEL, ada, 5, leave);
    }

    function test_aProofHoldsOnOneChainOnly() public {
        pay(CHANNEL, payer, CREDIT);
        bytes memory proof = settlementProof(CHANNEL, one(ada), one(1));
        uint256 here = block.chainid;
        vm.chainId(here + 1);
        vm.prank(owner);
        vm.expectRevert(Escrow.WrongProof.selector);
        escrow.settle(CHANNEL, one(ada), one(1), proof);
        vm.chainId(here);
        vm.prank(owner);
        escrow.settle(CHANNEL, one(ada), one(1), proof);
    }

    function test_aProofHoldsForOneDeploymentOnly() public {
        pay(CHANNEL, payer, CREDIT);
        bytes memory proof = settlementProof(CHANNEL, one(ada), one(1));
        escrow = new Escrow(IERC20(address(usdc)), owner, settler);
        pay(CHANNEL, payer, CREDIT);
        vm.prank(owner);
        vm.expectRevert(Escrow.WrongProof.selector);
        escrow.settle(CHANNEL, one(ada), one(1), proof);
    }

    function test_signaturesAreNotMalleable() public {
        pay(CHANNEL, payer, CREDIT);
        bytes32 digest = escrow.settlementDigest(CHANNEL, one(ada), one(1));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(SETTLER_KEY, digest);
        bytes[] memory forms = new bytes[](7);
        forms[0] = abi.encodePacked(r, bytes32(SECP256K1_N - uint256(s)), v == 27 ? 28 : 27);
        forms[1] = abi.encodePacked(r, bytes32(uint256(s) | (uint256(v - 27) << 255))); // ERC-2098
        forms[2] = abi.encodePacked(r, s, v - 27);
        forms[3] = abi.encodePacked(r, s, v, uint8(0));
        forms[4] = new bytes(65);
        forms[5] = new bytes(0);
        forms[6] = abi.encodePacked(r, s, v == 27 ? 28 : 27);
        for (uint256 i; i < forms.length; ++i) {
            vm.prank(owner);
            vm.expectRevert(Escrow.WrongProof.selector);
            escrow.settle(CHANNEL, one(ada), one(1), forms[i]);
        }
    }

    // --- Tokens and recipients ---

    function spite(SpitefulToken.Way way) private {
        SpitefulToken token = new SpitefulToken();
        usdc = token;
        escrow = new Escrow(IERC20(address(token)), owner, settler);
        pay(CHANNEL, payer, 10 * CREDIT);
        token.spite(ada, way);
        bytes memory proof = settlementProof(CHANNEL, two(ada, bob), two(4, 6));
        vm.prank(owner);
        uint256 before = gasleft();
        escrow.settle(CHANNEL, two(ada, bob), two(4, 6), proof);
        require(before - gasleft() < 400_000, "griefed");
        eq(escrow.claimable(ada), 4 * CREDIT, "claimable");
        eq(token.balanceOf(bob), 6 * CREDIT, "bob");
        holds(4 * CREDIT, 0);
        token.spite(ada, SpitefulToken.Way.Obeys);
        escrow.claim(ada);
        eq(token.balanceOf(ada), 4 * CREDIT, "ada");
        holds(0, 0);
    }

    function test_aPayoutAnsweredFalseIsClaimable() public {
        spite(SpitefulToken.Way.ReturnsFalse);
    }

    function test_aPayoutAnsweredNeitherTrueNorFalseIsClaimable() public {
        spite(SpitefulToken.Way.ReturnsTwo);
    }

    function test_aPayoutAnsweredShortIsClaimable() public {
        spite(SpitefulToken.Way.ReturnsShort);
    }

    function test_aPayoutThatRevertsWithMuchIsClaimable() public {
        spite(SpitefulToken.Way.RevertsMuch);
    }

    function test_aPayoutThatAnswersMuchIsClaimable() public {
        spite(SpitefulToken.Way.ReturnsMuch);
    }

    function test_aPayoutThatBurnsItsGasIsClaimable() public {
        spite(SpitefulToken.Way.BurnsGas);
    }

    /// With little gas a settlement fails as a whole, rather than turn payouts into claims: so an estimate by
    /// bisection finds what payouts need. The dearer a payout, the harder that is; this one takes nearly all it may.
    function test_littleGasFailsRatherThanDefers() public {
        neverDefers(SpitefulToken.Way.Obeys);
        neverDefers(SpitefulToken.Way.TakesItsTime);
    }

    function neverDefers(SpitefulToken.Way way) private {
        SpitefulToken token = new SpitefulToken();
        usdc = token;
        escrow = new Escrow(IERC20(address(token)), owner, settler);
        pay(CHANNEL, payer, 10 * CREDIT);
        token.spite(bob, way);
        bytes memory proof = settlementProof(CHANNEL, two(ada, bob), two(4, 6));
        bytes memory call = abi.encodeCall(Escrow.settle, (CHANNEL, two(ada, bob), two(4, 6), proof));
        bool once;
        for (uint256 gas = 40_000; gas < 420_000; gas += 500) {
            uint256 state = vm.snapshotState();
            vm.prank(owner);
            (bool done,) = address(escrow).call{gas: gas}(call);
            if (done) {
                once = true;
                eq(escrow.claimable(ada) + escrow.claimable(bob), 0, "claimable");
            }
            vm.revertToState(state);
        }
        require(once, "never settled");
    }

    function test_aTokenThatAnswersNothingWorks() public {
        usdc = new SilentToken();
        escrow = new Escrow(IERC20(address(usdc)), owner, settler);
        pay(CHANNEL, payer, 10 * CREDIT);
        exitOne(CHANNEL, ada, 4);
        settle(CHANNEL, one(bob), one(6));
        eq(usdc.balanceOf(ada), 4 * CREDIT, "ada");
        eq(usdc.balanceOf(bob), 6 * CREDIT, "bob");
        offer(OTHER, cyd, CREDIT);
        vm.prank(cyd);
        escrow.withdrawPending(OTHER);
        eq(usdc.balanceOf(cyd), CREDIT, "cyd");
    }

    function test_aFeeOnTransferIsRefused() public {
        usdc = new FeeToken();
        escrow = new Escrow(IERC20(address(usdc)), owner, settler);
        fund(payer, 10 * CREDIT);
        vm.prank(payer);
        vm.expectRevert(abi.encodeWithSelector(Escrow.UnexpectedAmount.selector, 10_000, 9_900));
        escrow.deposit(CHANNEL, 10 * CREDIT);
        bytes memory signature = authorization(10 * CREDIT, "n1");
        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(Escrow.UnexpectedAmount.selector, 10_000, 9_900));
        escrow.depositWithAuthorization(CHANNEL, payer, 10 * CREDIT, 0, START + 1 hours, "n1", signature);
    }

    /// A token that calls back finds every door that moves money shut, whichever it came through.
    function test_reentryIsRefusedEverywhere() public {
        ReentrantToken token = new ReentrantToken();
        usdc = token;
        owner = address(token); // so that even the owner's doors are tried by the callback
        escrow = new Escrow(IERC20(address(token)), owner, settler);
        pay(OTHER, bob, 50 * CREDIT);
        offer(OTHER, address(token), 5 * CREDIT);
        bytes memory proof = new bytes(65);
        bytes[] memory doors = new bytes[](11);
        doors[0] = abi.encodeCall(Escrow.deposit, (CHANNEL, CREDIT));
        doors[1] = abi.encodeCall(Escrow.topup, (OTHER, CREDIT));
        doors[2] = abi.encodeCall(Escrow.acceptDeposit, (OTHER, bob, CREDIT));
        doors[3] = abi.encodeCall(Escrow.withdrawPending, (OTHER));
        doors[4] = abi.encodeCall(Escrow.assignDeposit, (OTHER, payer, CREDIT, "n"));
        doors[5] = abi.encodeCall(Escrow.returnPayment, (stranger, CREDIT, "n"));
        doors[6] = abi.encodeCall(Escrow.settle, (OTHER, one(ada), one(50), proof));
        doors[7] = abi.encodeCall(Escrow.exitParticipant, (OTHER, ada, 1, proof));
        doors[8] = abi.encodeCall(Escrow.claim, (ada));
        doors[9] = abi.encodeCall(Escrow.emergencyWithdraw, (OTHER));
        doors[10] = abi.encodeCall(
            Escrow.depositWithAuthorization, (OTHER, payer, CREDIT, 0, START + 1 hours, "n", proof)
        );
        for (uint256 i; i < doors.length; ++i) {
            uint256 state = vm.snapshotState();
            fund(cyd, CREDIT);
            token.reenter(address(escrow), doors[i]);
            vm.prank(cyd);
            escrow.deposit("ch_in", CREDIT);
            refusedReentry(token);
            token.reenter(address(escrow), doors[i]);
            vm.prank(cyd);
            escrow.withdrawPending("ch_in");
            refusedReentry(token);
            token.reenter(address(escrow), doors[i]);
            exitOne(OTHER, ada, 1);
            refusedReentry(token);
            token.reenter(address(escrow), doors[i]);
            settle(OTHER, one(ada), one(54));
            refusedReentry(token);
            vm.revertToState(state);
        }
    }

    function refusedReentry(ReentrantToken token) private view {
        require(token.tried() && !token.succeeded(), "came in again");
        bytes4 why = ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector;
        require(bytes4(token.answer()) == why, "another reason");
    }
}
