// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Escrow} from "escrow/Escrow.sol";
import {Desk} from "./support/Desk.sol";

/// @notice What holds after any sequence of acts.
contract InvariantsTest {
    Desk private desk;
    Escrow private escrow;
    IERC20 private usdc;

    function setUp() public {
        desk = new Desk();
        escrow = desk.theEscrow();
        usdc = desk.theToken();
    }

    /// Forge asks the test whom to call.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(desk);
    }

    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(desk), acts());
    }

    function acts() private pure returns (bytes4[] memory list) {
        list = new bytes4[](14);
        list[0] = Desk.offers.selector;
        list[1] = Desk.accepts.selector;
        list[2] = Desk.takesPendingBack.selector;
        list[3] = Desk.paysByAuthorization.selector;
        list[4] = Desk.paysThroughAFacilitator.selector;
        list[5] = Desk.assignsOrReturns.selector;
        list[6] = Desk.isSentMoneyByMistake.selector;
        list[7] = Desk.exits.selector;
        list[8] = Desk.settles.selector;
        list[9] = Desk.withdrawsInEmergency.selector;
        list[10] = Desk.claims.selector;
        list[11] = Desk.blacklists.selector;
        list[12] = Desk.touches.selector;
        list[13] = Desk.waits.selector;
    }

    /// One long walk, always the same, shows that the acts happen and are not merely skipped.
    function test_aLongWalkDoesEverything() external {
        bytes4[] memory list = acts();
        for (uint256 step; step < 3000; ++step) {
            uint256 dice = uint256(keccak256(abi.encode(step)));
            bytes4 act = list[dice % list.length];
            // Three words that fit every parameter; what an act does not take it does not read.
            (bool fine, bytes memory why) =
                address(desk).call(abi.encodePacked(act, dice >> 8 & 0xff, dice >> 16 & 0xff, dice >> 24 & 0xffffff));
            require(fine, string(why));
            if (step % 100 == 0) everything();
        }
        everything();
        string[13] memory names = [
            "offer",
            "accept",
            "takePendingBack",
            "payByAuthorization",
            "payThroughAFacilitator",
            "assign",
            "return",
            "mistake",
            "exit",
            "settle",
            "withdrawInEmergency",
            "claim",
            "wait"
        ];
        for (uint256 i; i < names.length; ++i) require(desk.done(names[i]) > 5, names[i]);
    }

    function everything() private view {
        this.invariant_everyUnitIsAccountedFor();
        this.invariant_noChannelTouchesAnothersMoney();
        this.invariant_payersGetBackAtMostTheirOwn();
        this.invariant_sharesCoverWhatIsLeftAndNoMore();
        this.invariant_noMoneyIsMade();
    }

    /// Every unit that the contract holds belongs to a channel, a pending deposit, a claim, or is unassigned.
    function invariant_everyUnitIsAccountedFor() external view {
        uint256 sum;
        for (uint256 i; i < desk.channelCount(); ++i) {
            bytes32 channel = desk.channels(i);
            (,, uint256 remaining,,,,) = escrow.escrows(channel);
            sum += remaining;
            for (uint256 j; j < desk.PEOPLE(); ++j) sum += escrow.pendingOf(channel, desk.people(j));
        }
        for (uint256 j; j < desk.PEOPLE(); ++j) sum += escrow.claimable(desk.people(j));
        require(escrow.accounted() == sum, "accounted");
        require(escrow.unassigned() == desk.unassigned(), "unassigned");
        require(usdc.balanceOf(address(escrow)) == sum + desk.unassigned(), "balance");
    }

    /// Each channel holds what was paid into it less what was paid out of it, whatever happens to the others.
    function invariant_noChannelTouchesAnothersMoney() external view {
        for (uint256 i; i < desk.channelCount(); ++i) {
            bytes32 channel = desk.channels(i);
            (, uint256 deposited, uint256 remaining,,,,) = escrow.escrows(channel);
            require(deposited == desk.paidIn(channel), "deposited");
            require(desk.paidOut(channel) <= desk.paidIn(channel), "paid out more than in");
            require(remaining == desk.paidIn(channel) - desk.paidOut(channel), "remaining");
        }
    }

    function invariant_payersGetBackAtMostTheirOwn() external view {
        for (uint256 i; i < desk.channelCount(); ++i) {
            bytes32 channel = desk.channels(i);
            for (uint256 j; j < desk.PEOPLE(); ++j) {
                address person = desk.people(j);
                require(desk.returnedTo(channel, person) <= desk.depositedBy(channel, person), "more than its own");
                require(
                    escrow.refundableOf(channel, person) + desk.returnedTo(channel, person)
                        <= desk.depositedBy(channel, person),
                    "refundable"
                );
            }
        }
    }

    function invariant_sharesCoverWhatIsLeftAndNoMore() external view {
        for (uint256 i; i < desk.channelCount(); ++i) {
            bytes32 channel = desk.channels(i);
            (Escrow.State state,, uint256 remaining, uint256 refundable,,,) = escrow.escrows(channel);
            uint256 sum;
            for (uint256 j; j < desk.PEOPLE(); ++j) sum += escrow.refundableOf(channel, desk.people(j));
            require(refundable == sum, "refundable");
            require(remaining <= refundable, "less refundable than remaining");
            if (state == Escrow.State.Settled || state == Escrow.State.None) require(remaining == 0, "left behind");
        }
    }

    function invariant_noMoneyIsMade() external view {
        uint256 sum = usdc.balanceOf(address(escrow)) + usdc.balanceOf(address(desk));
        for (uint256 j; j < desk.PEOPLE(); ++j) sum += usdc.balanceOf(desk.people(j));
        require(sum == desk.minted(), "minted");
    }
}
