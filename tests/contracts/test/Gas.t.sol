// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.28;

import {Escrow} from "escrow/Escrow.sol";
import {Bench} from "./support/Bench.sol";
import {vm} from "./support/Vm.sol";

/// @notice Gas of whole transactions, intrinsic gas and calldata included: `forge test --isolate --match-contract Gas
/// -vv` prints it. Limits here are those that the README promises.
contract GasTest is Bench {
    event log_named_uint(string name, uint256 value); // forge prints it

    /// EIP-7825: no transaction may have more.
    uint256 private constant TRANSACTION_GAS_MAX = 16_777_216;

    function setUp() public override {
        super.setUp();
        fund(owner, 1e15);
        usdc.mint(address(escrow), 1); // as on a live contract, its balance is not zero before
        vm.prank(owner);
        escrow.deposit("ch_before", CREDIT);
    }

    function agents(uint256 count) private pure returns (address[] memory list, uint256[] memory balances) {
        list = new address[](count);
        balances = new uint256[](count);
        for (uint256 i; i < count; ++i) {
            // Spread as real addresses are: calldata of zeros would be cheaper.
            list[i] = address(uint160(((i + 1) << 152) | uint152(uint256(keccak256(abi.encode(i))))));
            balances[i] = 123_456 + i;
        }
    }

    function settling(uint256 count, string memory name) private returns (uint256 used) {
        (address[] memory list, uint256[] memory balances) = agents(count);
        uint256 total;
        for (uint256 i; i < count; ++i) total += balances[i];
        vm.prank(owner);
        escrow.deposit(CHANNEL, total * CREDIT);
        bytes memory proof = settlementProof(CHANNEL, list, balances);
        vm.prank(owner);
        uint256 before = gasleft();
        escrow.settle(CHANNEL, list, balances, proof);
        used = before - gasleft();
        emit log_named_uint(name, used);
    }

    function test_settle1() public {
        settling(1, "settle, 1 agent");
    }

    function test_settle2() public {
        settling(2, "settle, 2 agents");
    }

    function test_settle10() public {
        settling(10, "settle, 10 agents");
    }

    function test_settle100() public {
        settling(100, "settle, 100 agents");
    }

    function test_settle200() public {
        require(settling(200, "settle, 200 agents") < TRANSACTION_GAS_MAX, "too much for a transaction");
    }

    function test_settle200KnownToTheToken() public {
        (address[] memory list,) = agents(200);
        for (uint256 i; i < 200; ++i) usdc.mint(list[i], 1);
        settling(200, "settle, 200 agents that hold USDC already");
    }

    function test_settle200Blacklisted() public {
        (address[] memory list,) = agents(200);
        for (uint256 i; i < 200; ++i) usdc.blacklist(list[i]);
        require(settling(200, "settle, 200 blacklisted agents") < TRANSACTION_GAS_MAX, "too much for a transaction");
    }

    function test_others() public {
        fund(payer, 100 * CREDIT);
        uint256 before;
        vm.prank(owner);
        before = gasleft();
        escrow.deposit(CHANNEL, 100 * CREDIT);
        emit log_named_uint("deposit by the owner", before - gasleft());

        vm.prank(payer);
        before = gasleft();
        escrow.topup(CHANNEL, 10 * CREDIT);
        emit log_named_uint("topup by a payer, pending", before - gasleft());

        vm.prank(owner);
        before = gasleft();
        escrow.acceptDeposit(CHANNEL, payer, 10 * CREDIT);
        emit log_named_uint("acceptDeposit", before - gasleft());

        bytes memory signature = authorization(20 * CREDIT, "n1");
        vm.prank(owner);
        before = gasleft();
        escrow.depositWithAuthorization(OTHER, payer, 20 * CREDIT, 0, START + 1 hours, "n1", signature);
        emit log_named_uint("depositWithAuthorization, opening", before - gasleft());

        submitElsewhere(20 * CREDIT, "n2");
        vm.prank(owner);
        before = gasleft();
        escrow.assignDeposit(OTHER, payer, 20 * CREDIT, "n2");
        emit log_named_uint("assignDeposit, topping up", before - gasleft());

        bytes memory proof = signAs(SETTLER_KEY, escrow.exitDigest(CHANNEL, ada, 10));
        vm.prank(owner);
        before = gasleft();
        escrow.exitParticipant(CHANNEL, ada, 10, proof);
        emit log_named_uint("exitParticipant", before - gasleft());

        touched(1);
        touched(100);

        pass(8 days);
        vm.prank(payer);
        before = gasleft();
        escrow.emergencyWithdraw(OTHER);
        emit log_named_uint("emergencyWithdraw", before - gasleft());
    }

    function touched(uint256 count) private {
        bytes32[] memory list = new bytes32[](count);
        for (uint256 i; i < count; ++i) {
            list[i] = keccak256(abi.encode(count, i));
            vm.prank(owner);
            escrow.deposit(list[i], CREDIT);
        }
        pass(1);
        vm.prank(owner);
        uint256 before = gasleft();
        escrow.touch(list);
        emit log_named_uint(count == 1 ? "touch, 1 channel" : "touch, 100 channels", before - gasleft());
    }
}
