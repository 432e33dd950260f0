// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.28;

import {Bench} from "./support/Bench.sol";
import {vm} from "./support/Vm.sol";

/// @notice The stand-in for USDC does what USDC does, where others rely on it.
contract TestUsdcTest is Bench {
    function digest(bytes32 typehash, address to, uint256 value) private view returns (bytes32) {
        return usdc.authorizationDigest(typehash, payer, to, value, START - 1, START + 1, "n");
    }

    function test_saysWhatUsdcSays() public view {
        require(usdc.TRANSFER_WITH_AUTHORIZATION_TYPEHASH() == 0x7c7c6cdb67a18743f49ec6fa9b35f50d52ed05cbed4cc592e13b44501c1a2267);
        require(usdc.RECEIVE_WITH_AUTHORIZATION_TYPEHASH() == 0xd099cc98ef71107a616c4f0f941f04c322d8e254fe26b3c6668db87aae413de8);
        require(usdc.CANCEL_AUTHORIZATION_TYPEHASH() == 0x158b0a9edf7a828aad02f63cd515c68ef2f50ba807396f6d12842833a1597429);
        require(keccak256(bytes(usdc.version())) == keccak256("2"));
        eq(usdc.decimals(), 6, "decimals");
    }

    function test_paysByBothFormsOfSignatureOnce() public {
        usdc.mint(payer, 10);
        (uint8 v, bytes32 r, bytes32 s) =
            vm.sign(PAYER_KEY, digest(usdc.TRANSFER_WITH_AUTHORIZATION_TYPEHASH(), ada, 4));
        usdc.transferWithAuthorization(payer, ada, 4, START - 1, START + 1, "n", v, r, s);
        eq(usdc.balanceOf(ada), 4, "ada");
        vm.expectRevert("FiatTokenV2: authorization is used or canceled");
        usdc.transferWithAuthorization(payer, ada, 4, START - 1, START + 1, "n", abi.encodePacked(r, s, v));
    }

    function test_authorizationsHaveTheirTime() public {
        usdc.mint(payer, 10);
        bytes memory signature =
            signAs(PAYER_KEY, digest(usdc.TRANSFER_WITH_AUTHORIZATION_TYPEHASH(), ada, 4));
        vm.warp(START - 1);
        vm.expectRevert("FiatTokenV2: authorization is not yet valid");
        usdc.transferWithAuthorization(payer, ada, 4, START - 1, START + 1, "n", signature);
        vm.warp(START + 1);
        vm.expectRevert("FiatTokenV2: authorization is expired");
        usdc.transferWithAuthorization(payer, ada, 4, START - 1, START + 1, "n", signature);
    }

    function test_onlyThePayeeReceives() public {
        usdc.mint(payer, 10);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(PAYER_KEY, digest(usdc.RECEIVE_WITH_AUTHORIZATION_TYPEHASH(), ada, 4));
        vm.expectRevert("FiatTokenV2: caller must be the payee");
        usdc.receiveWithAuthorization(payer, ada, 4, START - 1, START + 1, "n", v, r, s);
        vm.prank(ada);
        usdc.receiveWithAuthorization(payer, ada, 4, START - 1, START + 1, "n", v, r, s);
        eq(usdc.balanceOf(ada), 4, "ada");
    }

    function test_aCancelledAuthorizationCountsAsUsed() public {
        bytes32 hash = keccak256(abi.encode(usdc.CANCEL_AUTHORIZATION_TYPEHASH(), payer, bytes32("n")));
        bytes32 cancel = keccak256(abi.encodePacked(hex"1901", usdc.DOMAIN_SEPARATOR(), hash));
        bytes memory signature = signAs(PAYER_KEY, cancel);
        vm.expectRevert("FiatTokenV2: invalid signature");
        usdc.cancelAuthorization(bob, "n", signature);
        usdc.cancelAuthorization(payer, "n", signature);
        require(usdc.authorizationState(payer, "n"), "used");
        vm.expectRevert("FiatTokenV2: authorization is used or canceled");
        usdc.cancelAuthorization(payer, "n", signature);
    }

    function test_theBlacklistedNeitherPayNorReceive() public {
        usdc.mint(ada, 10);
        usdc.blacklist(bob);
        vm.prank(ada);
        vm.expectRevert("Blacklistable: account is blacklisted");
        usdc.transfer(bob, 1);
        usdc.unBlacklist(bob);
        vm.prank(ada);
        usdc.transfer(bob, 1);
        eq(usdc.balanceOf(bob), 1, "bob");
    }
}
