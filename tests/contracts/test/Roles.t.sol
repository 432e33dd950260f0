// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Escrow} from "escrow/Escrow.sol";
import {Bench} from "./support/Bench.sol";
import {EighteenDecimals} from "./support/HostileTokens.sol";
import {vm} from "./support/Vm.sol";

/// @notice Who may do what, and how owner and settler change.
contract RolesTest is Bench {
    function test_onlyTheOwnerSubmits() public {
        pay(CHANNEL, payer, CREDIT);
        bytes memory proof = settlementProof(CHANNEL, one(ada), one(1));
        bytes[] memory calls = new bytes[](9);
        calls[0] = abi.encodeCall(Escrow.settle, (CHANNEL, one(ada), one(1), proof));
        calls[1] = abi.encodeCall(Escrow.exitParticipant, (CHANNEL, ada, 1, proof));
        calls[2] = abi.encodeCall(Escrow.touch, (new bytes32[](0)));
        calls[3] = abi.encodeCall(Escrow.acceptDeposit, (CHANNEL, payer, CREDIT));
        calls[4] = abi.encodeCall(Escrow.assignDeposit, (CHANNEL, payer, CREDIT, "n"));
        calls[5] = abi.encodeCall(Escrow.returnPayment, (payer, CREDIT, "n"));
        calls[6] = abi.encodeCall(Escrow.changeSettler, (stranger, proof));
        calls[7] = abi.encodeCall(Escrow.renounceOwnership, ());
        calls[8] = abi.encodeCall(
            Escrow.depositWithAuthorization, (CHANNEL, payer, CREDIT, 0, START + 1, "n", proof)
        );
        address[3] memory people = [stranger, payer, settler];
        for (uint256 i; i < calls.length; ++i) {
            for (uint256 j; j < people.length; ++j) {
                vm.prank(people[j]);
                (bool done, bytes memory answer) = address(escrow).call(calls[i]);
                require(!done, "a stranger may");
                bytes memory why =
                    abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, people[j]);
                require(keccak256(answer) == keccak256(why), "another reason");
            }
        }
    }

    function test_theOwnerAloneSettlesNothing() public {
        uint256 ownerKey = 0x0143;
        Escrow own = new Escrow(IERC20(address(usdc)), vm.addr(ownerKey), settler);
        escrow = own;
        owner = vm.addr(ownerKey);
        pay(CHANNEL, payer, CREDIT);
        bytes memory proof = signAs(ownerKey, own.settlementDigest(CHANNEL, one(owner), one(1)));
        vm.prank(owner);
        vm.expectRevert(Escrow.WrongProof.selector);
        own.settle(CHANNEL, one(owner), one(1), proof);
        proof = signAs(ownerKey, own.exitDigest(CHANNEL, owner, 1));
        vm.prank(owner);
        vm.expectRevert(Escrow.WrongProof.selector);
        own.exitParticipant(CHANNEL, owner, 1, proof);
        proof = signAs(ownerKey, own.settlerChangeDigest(owner));
        vm.prank(owner);
        vm.expectRevert(Escrow.WrongProof.selector);
        own.changeSettler(owner, proof);
    }

    function test_theSettlerChangesWithItsConsentOnce() public {
        uint256 newKey = 0x5E77;
        bytes memory consent = signAs(SETTLER_KEY, escrow.settlerChangeDigest(vm.addr(newKey)));
        bytes memory back = signAs(newKey, keccak256("anything"));
        vm.startPrank(owner);
        vm.expectRevert(Escrow.ZeroAddress.selector);
        escrow.changeSettler(address(0), consent);
        vm.expectRevert(Escrow.WrongProof.selector);
        escrow.changeSettler(stranger, consent);
        vm.expectEmit(address(escrow));
        emit Escrow.SettlerChanged(settler, vm.addr(newKey));
        escrow.changeSettler(vm.addr(newKey), consent);
        eq(escrow.settler(), vm.addr(newKey), "settler");
        vm.expectRevert(Escrow.WrongProof.selector);
        escrow.changeSettler(vm.addr(newKey), consent);
        vm.expectRevert(Escrow.WrongProof.selector);
        escrow.changeSettler(settler, back);
        vm.stopPrank();

        pay(CHANNEL, payer, CREDIT);
        bytes memory old = settlementProof(CHANNEL, one(ada), one(1));
        vm.prank(owner);
        vm.expectRevert(Escrow.WrongProof.selector);
        escrow.settle(CHANNEL, one(ada), one(1), old);
        bytes memory proof = signAs(newKey, escrow.settlementDigest(CHANNEL, one(ada), one(1)));
        vm.prank(owner);
        escrow.settle(CHANNEL, one(ada), one(1), proof);
    }

    /// A consent that was used does not bring its settler back after further changes.
    function test_anOldConsentIsWorthlessWhenTheOldSettlerReturns() public {
        uint256 newKey = 0x5E77;
        bytes memory consent = signAs(SETTLER_KEY, escrow.settlerChangeDigest(vm.addr(newKey)));
        vm.prank(owner);
        escrow.changeSettler(vm.addr(newKey), consent);
        bytes memory back = signAs(newKey, escrow.settlerChangeDigest(settler));
        vm.prank(owner);
        escrow.changeSettler(settler, back);
        vm.prank(owner);
        vm.expectRevert(Escrow.WrongProof.selector);
        escrow.changeSettler(vm.addr(newKey), consent);
    }

    function test_theOwnerHandsOverInTwoStepsAndNeverToNobody() public {
        vm.prank(owner);
        escrow.transferOwnership(bob);
        eq(escrow.owner(), owner, "owner");
        vm.prank(bob);
        escrow.acceptOwnership();
        eq(escrow.owner(), bob, "owner");
        vm.prank(bob);
        vm.expectRevert(Escrow.OwnerRequired.selector);
        escrow.renounceOwnership();
    }

    /// What the owner deposited before stays a deposit of the old owner's.
    function test_theOldOwnerKeepsWhatItDeposited() public {
        pay(CHANNEL, owner, 5 * CREDIT);
        vm.prank(owner);
        escrow.transferOwnership(bob);
        vm.prank(bob);
        escrow.acceptOwnership();
        pass(7 days);
        vm.prank(owner);
        escrow.emergencyWithdraw(CHANNEL);
        eq(usdc.balanceOf(owner), 5 * CREDIT, "owner");
    }

    function test_refusesToBeBuiltOnWhatIsNotUsdc() public {
        vm.expectRevert(Escrow.WrongToken.selector);
        new Escrow(IERC20(address(0x1234)), owner, settler);
        IERC20 eighteen = IERC20(address(new EighteenDecimals()));
        vm.expectRevert(Escrow.WrongToken.selector);
        new Escrow(eighteen, owner, settler);
        vm.expectRevert(Escrow.ZeroAddress.selector);
        new Escrow(IERC20(address(usdc)), owner, address(0));
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableInvalidOwner.selector, address(0)));
        new Escrow(IERC20(address(usdc)), address(0), settler);
    }

    function test_saysItsConstantsAndDomain() public view {
        eq(escrow.CREDIT_RATIO(), 1000, "CREDIT_RATIO");
        eq(escrow.UNITS_PER_CREDIT() * escrow.CREDIT_RATIO(), 10 ** usdc.decimals(), "one USDC");
        eq(escrow.EMERGENCY_TIMEOUT(), 604_800, "EMERGENCY_TIMEOUT");
        eq(escrow.MAX_LIFETIME(), 7_776_000, "MAX_LIFETIME");
        eq(address(escrow.usdc()), address(usdc), "usdc");
        (, string memory name, string memory version, uint256 chainId, address at,,) = escrow.eip712Domain();
        require(keccak256(bytes(name)) == keccak256("BursarEscrow"), "name");
        require(keccak256(bytes(version)) == keccak256("1"), "version");
        eq(chainId, block.chainid, "chainId");
        eq(at, address(escrow), "verifyingContract");
    }
}
