// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.28;

import {Escrow} from "escrow/Escrow.sol";
import {TestUsdc} from "./support/TestUsdc.sol";
import {vm} from "./support/Vm.sol";

/// @notice What was tested here is what is deployed: the committed bytecode is forge's.
contract ArtifactsTest {
    function test_theCommittedEscrowIsTheOneTested() public view {
        same("../../resources/contracts/Escrow.json", type(Escrow).creationCode);
    }

    function test_theCommittedTokenIsTheOneTested() public view {
        same("../data/escrow/TestUsdc.json", type(TestUsdc).creationCode);
    }

    function same(string memory file, bytes memory code) private view {
        bytes memory committed = vm.parseJsonBytes(vm.readFile(file), ".bytecode");
        require(keccak256(committed) == keccak256(code), "npm run generate");
    }
}
