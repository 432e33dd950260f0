// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.28;

import {TestUsdc} from "./TestUsdc.sol";

/// @notice Takes one per cent of every transfer.
contract FeeToken is TestUsdc {
    function _update(address from, address to, uint256 value) internal override {
        if (from == address(0) || to == address(0)) return super._update(from, to, value);
        super._update(from, address(0xFEE), value / 100);
        super._update(from, to, value - value / 100);
    }
}

/// @notice Moves money like any token and answers nothing, as some old ones do.
contract SilentToken is TestUsdc {
    function transfer(address to, uint256 value) public override returns (bool) {
        super.transfer(to, value);
        assembly {
            return(0, 0)
        }
    }

    function transferFrom(address from, address to, uint256 value) public override returns (bool) {
        super.transferFrom(from, to, value);
        assembly {
            return(0, 0)
        }
    }
}

/// @notice Refuses to pay one account, in the way it is told.
contract SpitefulToken is TestUsdc {
    enum Way {
        Obeys,
        ReturnsFalse,
        ReturnsTwo,
        ReturnsShort,
        ReturnsMuch,
        RevertsMuch,
        BurnsGas,
        TakesItsTime
    }

    address public victim;
    Way public way;

    function spite(address account, Way how) external {
        victim = account;
        way = how;
    }

    function transfer(address to, uint256 value) public override returns (bool) {
        if (to != victim || way == Way.Obeys) return super.transfer(to, value);
        if (way == Way.ReturnsFalse) return false;
        if (way == Way.TakesItsTime) {
            for (uint256 before = gasleft(); before - gasleft() < 150_000;) {}
            return super.transfer(to, value);
        }
        Way how = way;
        assembly {
            switch how
            case 2 {
                mstore(0, 2)
                return(0, 32)
            }
            case 3 {
                mstore(0, 0)
                return(0, 31)
            }
            case 4 { return(0, 20000) }
            case 5 { revert(0, 20000) }
            default { invalid() }
        }
    }
}

/// @notice Calls back while it moves money, as tokens with hooks do, and keeps what came of it.
contract ReentrantToken is TestUsdc {
    address public target;
    bytes public call;
    bool public tried;
    bool public succeeded;
    bytes public answer;

    function reenter(address escrow, bytes calldata data) external {
        (target, call, tried) = (escrow, data, false);
    }

    function _update(address from, address to, uint256 value) internal override {
        super._update(from, to, value);
        if (target == address(0) || tried) return;
        tried = true;
        (succeeded, answer) = target.call(call);
    }
}

/// @notice Eighteen decimals: credits would be worth nothing.
contract EighteenDecimals is TestUsdc {
    function decimals() public pure override returns (uint8) {
        return 18;
    }
}
